using System.Collections.Frozen;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace TalksPlatform.Server.Pages.Text;

/// <summary>
/// The words of one language: Locales/{language}.json, for the pages and, a part of it, for the islands. A key that a
/// language lacks is said in English.
/// </summary>
internal sealed class Messages
{
    // Lao, Thai and Khmer stay letters (3 bytes each) instead of becoming escapes (6); < > & ' " are still escaped.
    private static readonly JsonSerializerOptions IslandJson = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private static readonly FrozenDictionary<string, Messages> ByLanguage = Load();

    private readonly FrozenDictionary<string, string> _texts;

    private Messages(CultureInfo culture, FrozenDictionary<string, string> texts)
    {
        Culture = culture;
        Gregorian = (CultureInfo)culture.Clone();
        Gregorian.DateTimeFormat.Calendar = new GregorianCalendar();
        _texts = texts;
    }

    /// <summary>The languages that there is a file for, English first.</summary>
    public static IReadOnlyList<string> Languages { get; } =
        [.. ByLanguage.Keys.OrderBy(language => language != "en").ThenBy(language => language, StringComparer.Ordinal)];

    /// <summary>The culture that numbers and dates in these words follow.</summary>
    public CultureInfo Culture { get; }

    /// <summary>The same with the years of the common calendar: only Thai differs.</summary>
    public CultureInfo Gregorian { get; }

    public static Messages For(CultureInfo culture) =>
        ByLanguage.GetValueOrDefault(culture.TwoLetterISOLanguageName) ?? ByLanguage["en"];

    /// <summary>The text with its arguments set in; the key itself when no language knows it.</summary>
    public string Say(string key, params ReadOnlySpan<(string Name, object? Value)> arguments) =>
        MessageFormat.Format(_texts.GetValueOrDefault(key, key), Culture, arguments);

    public bool Has(string key) => _texts.ContainsKey(key);

    /// <summary>The texts that an island needs, as a JSON object for a data block of the page.</summary>
    /// <param name="prefixes">How the keys begin that it says.</param>
    /// <param name="without">How those of them begin that it never says.</param>
    public string JsonFor(IReadOnlyCollection<string> prefixes, IReadOnlyCollection<string>? without = null) => JsonSerializer.Serialize(
        _texts
            .Where(text => BeginsWith(text.Key, prefixes) && !BeginsWith(text.Key, without ?? []))
            .OrderBy(text => text.Key, StringComparer.Ordinal)
            .ToDictionary(text => text.Key, text => text.Value, StringComparer.Ordinal),
        IslandJson);

    private static bool BeginsWith(string key, IReadOnlyCollection<string> beginnings) =>
        beginnings.Any(beginning => key.StartsWith(beginning, StringComparison.Ordinal));

    /// <summary>Data that the page hands to its island.</summary>
    public static string Json<T>(T data) => JsonSerializer.Serialize(data, IslandJson);

    private static FrozenDictionary<string, Messages> Load()
    {
        var assembly = typeof(Messages).Assembly;
        var files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Locales/", StringComparison.Ordinal))
            .ToDictionary(
                name => name["Locales/".Length..^".json".Length],
                name =>
                {
                    using var file = assembly.GetManifestResourceStream(name)!;
                    return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
                },
                StringComparer.Ordinal);

        foreach (var (key, text) in files["en"])
        {
            foreach (var language in files.Values)
                language.TryAdd(key, text);
        }

        return files.ToFrozenDictionary(
            file => file.Key,
            file => new Messages(CultureInfo.GetCultureInfo(file.Key), file.Value.ToFrozenDictionary(StringComparer.Ordinal)),
            StringComparer.Ordinal);
    }
}
