using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace TalksPlatform.Broadcast.Phone.Prompts;

/// <summary>What each prompt says, in the languages that a synthesised voice speaks: the script for whoever records them.</summary>
internal static class PromptTexts
{
    /// <summary>Spoken where a language has no voice of its own.</summary>
    public const string Fallback = "en";

    /// <summary>The largest number that can be said: minutes.</summary>
    public const int LargestNumber = 59;

    /// <summary>The languages that callers may be spoken to in.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "lo", "km", "th", "ms", "fil"];

    private static readonly FrozenDictionary<string, IReadOnlyDictionary<string, string>> Texts =
        new[] { "en", "ms", "th" }.ToFrozenDictionary(language => language, Read, StringComparer.Ordinal);

    /// <summary>All names, in the order in which they are met.</summary>
    public static readonly IReadOnlyList<string> Names = [.. Texts[Fallback].Keys];

    /// <summary>Whether callers may be spoken to in this language.</summary>
    public static bool IsOffered(string language) => Languages.Contains(language, StringComparer.Ordinal);

    /// <summary>Whether there is a prompt of this name.</summary>
    public static bool IsPrompt(string name) => Texts[Fallback].ContainsKey(name);

    /// <summary>Whether a synthesised voice speaks this language.</summary>
    public static bool IsSpoken(string language) => Texts.ContainsKey(language);

    /// <summary>The language that prompts are synthesised in for callers of this one.</summary>
    public static string SpokenFor(string language) => IsSpoken(language) ? language : Fallback;

    /// <summary>What a prompt says in this language, or in the fallback.</summary>
    public static string Of(string language, string name) => Texts[SpokenFor(language)][name];

    private static IReadOnlyDictionary<string, string> Read(string language)
    {
        using var file = typeof(PromptTexts).Assembly.GetManifestResourceStream($"TalksPlatform.Broadcast.Phone.Prompts.Texts.{language}.json")!;
        var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
        for (var number = 0; number <= LargestNumber; number++)
            texts[$"n{number}"] = number.ToString(CultureInfo.InvariantCulture);
        return texts;
    }
}
