using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Pages.Studio;

/// <summary>What is prepared for a talk, before its day or during it: rundown, polls, names, slides, handouts. Plain forms.</summary>
/// <param name="episodes">The calendar.</param>
/// <param name="stage">What is prepared.</param>
[Authorize(Policies.Produce)]
internal sealed class PlanModel(IEpisodeReader episodes, IStageReader stage) : PageModel
{
    public EpisodeCard Episode { get; private set; } = null!;

    public PreparedTalk Prepared { get; private set; } = null!;

    /// <summary>The form that was taken, or null.</summary>
    [BindProperty(SupportsGet = true, Name = "done")]
    public string? Done { get; set; }

    /// <summary>The code of the fault for which a form was refused, or null.</summary>
    [BindProperty(SupportsGet = true, Name = "fault")]
    public string? Refusal { get; set; }

    public bool IsDrawing => Prepared.Decks.Any(deck => deck.State == DeckState.Drawing);

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct)
    {
        if (await episodes.FindBySlugAsync(slug, ct) is not { } episode || await stage.PreparedAsync(episode.TalkId, ct) is not { } prepared)
            return NotFound();
        (Episode, Prepared) = (episode, prepared);
        Response.Headers.CacheControl = "no-cache, no-store"; // as its forms want it
        return Page();
    }
}
