using System.Globalization;
using System.Text.Json;
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

    [Fact]
    public void A_thai_computer_writes_the_years_that_the_station_counts()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("th-TH");
            var shown = StationTime.Show(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero), "Asia/Vientiane", new PageText(), dateOnly: true);
            shown.ShouldBe("26 Nov 2026");
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void Times_are_those_of_the_stations_zone_with_its_city() =>
        StationTime.Show(new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero), "Asia/Vientiane", new PageText())
            .ShouldBe("Thu 26 Nov, 19:00 Vientiane");

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number => value.GetDouble(),
        _ => value.GetString(),
    };
}
