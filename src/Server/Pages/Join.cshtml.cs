using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Invitations;

namespace TalksPlatform.Server.Pages;

/// <summary>Backstage, by a speaker's own link: check the microphone, wait, go on air.</summary>
/// <param name="links">Opens the link.</param>
/// <param name="episodes">The calendar.</param>
[AllowAnonymous]
internal sealed class JoinModel(SpeakerLinks links, IEpisodeReader episodes) : PageModel
{
    public EpisodeCard Episode { get; private set; } = null!;

    public string Name { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        if (await links.OpenAsync(HttpContext, token) is not { } speaker
            || await episodes.FindAsync(speaker.Talk.Episode, ct) is not { } episode)
        {
            return new PageResult { StatusCode = StatusCodes.Status404NotFound };
        }

        (Episode, Name) = (episode, speaker.Name);
        return Page();
    }
}
