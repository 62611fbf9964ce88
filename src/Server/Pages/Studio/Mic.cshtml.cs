using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Pages.Studio;

/// <summary>The host's own microphone, in a tab of its own: her voice survives when she reloads the desk.</summary>
/// <param name="episodes">The calendar.</param>
[Authorize(Policies.Produce)]
internal sealed class MicModel(IEpisodeReader episodes) : PageModel
{
    public EpisodeCard Episode { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct)
    {
        if (await episodes.FindBySlugAsync(slug, ct) is not { } episode)
            return NotFound();

        Episode = episode;
        Response.Headers.CacheControl = "no-store";
        return Page();
    }
}
