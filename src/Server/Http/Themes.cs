namespace TalksPlatform.Server.Http;

/// <summary>
/// Light or dark: as the device has it, unless the visitor chose. The server writes the choice into the page, so that
/// it is never seen in the other colours first; lib/menu.ts changes it without asking for the page again.
/// </summary>
internal static class Themes
{
    public const string Cookie = "theme";

    /// <summary>"auto" is the device's own.</summary>
    public static IReadOnlyList<string> All { get; } = ["auto", "light", "dark"];

    private static readonly object Key = new();

    public static IApplicationBuilder UseThemes(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        context.Items[Key] = Choice.Of(context, Cookie, All);
        return next(context);
    });

    public static string Of(HttpContext context) => context.Items[Key] as string ?? All[0];
}
