using System.Globalization;
using System.Text.Json;
using TalksPlatform.Server.Http;
using TalksPlatform.Server.Pages.Text;

namespace TalksPlatform.Server.Tests;

public sealed class MessageFormatTests
{
    /// <summary>The islands' i18n.ts is held to the same file.</summary>
    public static TheoryData<string, string, string, string> Vectors()
    {
        var data = new TheoryData<string, string, string, string>();
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "message-vectors.json"));
        foreach (var vector in JsonDocument.Parse(file).RootElement.EnumerateArray())
        {
            data.Add(
                vector.GetProperty("language").GetString()!,
                vector.GetProperty("text").GetString()!,
                vector.GetProperty("args").GetRawText(),
                vector.GetProperty("expected").GetString()!);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Pages_say_what_the_islands_say(string language, string text, string args, string expected)
    {
        var arguments = JsonDocument.Parse(args).RootElement.EnumerateObject()
            .Select(argument => (argument.Name, Value: Value(argument.Value)))
            .ToArray();

        MessageFormat.Format(text, CultureInfo.GetCultureInfo(language), arguments).ShouldBe(expected);
    }

    [Fact]
    public void A_brace_that_is_not_closed_is_told() =>
        Should.Throw<FormatException>(() => MessageFormat.Format("{n, plural, one {#", CultureInfo.InvariantCulture, ("n", 1)));

    [Theory]
    [InlineData("th", true, "26 พ.ย. 2569")]
    [InlineData("th", false, "26 พ.ย. 2026")]
    [InlineData("lo", true, "26 ພ.ຈ. 2026")]
    [InlineData("fil", true, "26 Nob 2026")]
    public void Thai_pages_count_years_as_the_station_does(string language, bool buddhist, string expected)
    {
        using var page = new SpokenLanguage(language);
        var text = new PageText(new SiteOptions { BuddhistYears = buddhist });

        StationTime.Show(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero), "Asia/Vientiane", text, dateOnly: true).ShouldBe(expected);
    }

    [Fact]
    public void Six_languages_are_shipped() =>
        Messages.Languages.ShouldBe(["en", "fil", "km", "lo", "ms", "th"]);

    [Fact]
    public void Times_are_those_of_the_stations_zone_with_its_city() =>
        StationTime.Show(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero), "Asia/Vientiane", new PageText(new SiteOptions()))
            .ShouldBe("Thu 26 Nov, 19:00 Vientiane");

    /// <summary>The culture of a request in this language, for as long as a test holds it.</summary>
    private sealed class SpokenLanguage : IDisposable
    {
        private readonly (CultureInfo Numbers, CultureInfo Words) _before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

        public SpokenLanguage(string language) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

        public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _before;
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number => value.GetDouble(),
        _ => value.GetString(),
    };
}
