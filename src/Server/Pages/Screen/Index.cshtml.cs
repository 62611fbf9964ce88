using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Http;

namespace TalksPlatform.Server.Pages.Screen;

/// <summary>
/// What a venue's projector and OBS show: question, poll, slide, names, how to join. It sees what any attendee sees.
/// </summary>
/// <param name="episodes">The calendar.</param>
/// <param name="site">How the talk is reached.</param>
/// <param name="time">The clock.</param>
[AllowAnonymous]
internal sealed class IndexModel(IEpisodeReader episodes, SiteUrl site, TimeProvider time) : PageModel
{
    /// <summary>What the screen's own clock is set by.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    public EpisodeCard Episode { get; private set; } = null!;

    /// <summary>Where listeners join.</summary>
    public Uri Join { get; private set; } = null!;

    /// <summary>The same without what nobody types.</summary>
    public string JoinShort => $"{Join.Authority}{Join.PathAndQuery}";

    /// <summary>One thing alone: slide, question, poll or names; else whatever goes on.</summary>
    [BindProperty(SupportsGet = true, Name = "show")]
    public string? Only { get; set; }

    /// <summary>"none" lets OBS see through.</summary>
    [BindProperty(SupportsGet = true, Name = "background")]
    public string? Background { get; set; }

    /// <summary>light or dark; else as the machine is set.</summary>
    [BindProperty(SupportsGet = true, Name = "theme")]
    public string? Theme { get; set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct)
    {
        if (await episodes.FindBySlugAsync(slug, ct) is not { } episode)
            return NotFound();
        Episode = episode;
        Join = site.At(Request, $"/e/{episode.Slug}");
        Response.Headers.CacheControl = "no-store";
        return Page();
    }
}
