namespace TalksPlatform.Server.Pages.Text;

/// <summary>CLDR's plural categories of the languages that the pages are made for; .NET has none of its own.</summary>
internal static class PluralRules
{
    public static string Category(string language, double count) => language switch
    {
        "lo" or "th" or "km" or "ms" or "vi" or "my" => "other",
        "fil" => Filipino(count),
        _ => count is 1 ? "one" : "other",
    };

    // i = 1, 2, 3 or i % 10 is not 4, 6, 9: so "one" does not mean 1 there, and a text must say # in it.
    private static string Filipino(double count) =>
        count % 1 != 0 ? "other" : count % 10 is 4 or 6 or 9 ? "other" : "one";
}
