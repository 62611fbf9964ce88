using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Pages.Studio;

/// <summary>The control room of one talk. It lives by its script alone.</summary>
/// <param name="episodes">The calendar.</param>
/// <param name="talks">The live side.</param>
/// <param name="time">The clock.</param>
[Authorize(Policies.Screen)]
internal sealed class DeskModel(IEpisodeReader episodes, ITalkReader talks, TimeProvider time) : PageModel
{
    /// <summary>What the desk's own clock is set by.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    public EpisodeCard Episode { get; private set; } = null!;

    /// <summary>What she may do here; the desk shows no more than that.</summary>
    public Role Role { get; private set; }

    /// <summary>The talk's doors are open; before that there is nothing to control.</summary>
    public bool IsOpen { get; private set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct)
    {
        if (await episodes.FindBySlugAsync(slug, ct) is not { } episode)
            return NotFound();

        Episode = episode;
        Role = await RoleAsync(ct);
        IsOpen = await talks.RoomAsync(episode.TalkId, viewer: null, ct) is not null;
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    /// <summary>Whoever took over from the host is one, whatever she was invited as.</summary>
    private async Task<Role> RoleAsync(CancellationToken ct)
    {
        var actor = Actor.In(Episode.TalkId, Episode.Series.Id, User);
        return actor.Role == Role.Speaker && await talks.TookOverAsync(Episode.TalkId, actor.Id, ct) ? Role.Host : actor.Role;
    }
}
