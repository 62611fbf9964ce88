using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TalksPlatform.Server.Pages.Text;

/// <summary>
/// The words of the live room's island. They do not come with the page, before the sound, but after it, from an address
/// that tells their content: a browser fetches them once.
/// </summary>
internal static class RoomTexts
{
    private static readonly string[] Prefixes = ["room.", "refusal."];

    /// <summary>What the studio alone is refused: a phone need not load it.</summary>
    private static readonly string[] Without =
    [
        .. new[]
        {
            "announcement", "break", "cue", "episode", "handouts", "hls", "job", "name", "output", "plan", "report", "series",
            "signin", "slide", "slides", "slot", "stage", "team", "zone",
        }.Select(subject => $"refusal.{subject}."),
    ];

    private static readonly FrozenDictionary<string, (string File, string Json)> ByLanguage =
        Messages.Languages.ToFrozenDictionary(language => language, Write, StringComparer.Ordinal);

    /// <summary>Where the words of a language are.</summary>
    public static string AddressOf(string language) => $"/texts/{ByLanguage[language].File}";

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/texts/{file}", (string file, HttpResponse response) =>
        {
            var found = ByLanguage.Values.FirstOrDefault(texts => texts.File == file);
            if (found.Json is null)
                return Results.NotFound();
            response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Text(found.Json, "application/json", Encoding.UTF8);
        })
        .AllowAnonymous()
        .ExcludeFromDescription();

    private static (string File, string Json) Write(string language)
    {
        var json = Messages.For(CultureInfo.GetCultureInfo(language)).JsonFor(Prefixes, Without);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..8];
        return ($"room-{language}-{hash}.json", json);
    }
}
