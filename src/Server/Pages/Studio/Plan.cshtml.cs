using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Server.Pages.Studio;

/// <summary>What is prepared for a talk, before its day or during it: rundown, polls, names, slides, handouts. Plain forms.</summary>
/// <param name="episodes">The calendar.</param>
/// <param name="stage">What is prepared.</param>
/// <param name="rundown">Where a rundown goes. What is refused stands in the form as it was typed.</param>
[Authorize(Policies.Produce)]
internal sealed class PlanModel(IEpisodeReader episodes, IStageReader stage, IRundownDraft rundown) : PageModel
{
    private const string Rundown = "plan";

    public EpisodeCard Episode { get; private set; } = null!;

    public PreparedTalk Prepared { get; private set; } = null!;

    /// <summary>The form that was taken, or null.</summary>
    [BindProperty(SupportsGet = true, Name = "done")]
    public string? Done { get; set; }

    /// <summary>The code of the fault for which a form was refused, or null.</summary>
    [BindProperty(SupportsGet = true, Name = "fault")]
    public string? Refusal { get; set; }

    /// <summary>The rundown that stands in the form, a line a part.</summary>
    public string Cues { get; private set; } = "";

    /// <summary>The speakers that stand in the form, a line a name.</summary>
    public string People { get; private set; } = "";

    public bool IsDrawing => Prepared.Decks.Any(deck => deck.State == DeckState.Drawing);

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct) => await LoadAsync(slug, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug, string? cues, string? people, CancellationToken ct)
    {
        if (!await LoadAsync(slug, ct))
            return NotFound();
        try
        {
            await rundown.SaveAsync(Episode.TalkId, cues, people, User, ct);
            return Redirect($"/studio/{Uri.EscapeDataString(Episode.Slug)}/plan?done={Rundown}#{Rundown}");
        }
        catch (FaultException refused)
        {
            (Cues, People) = (cues ?? "", people ?? "");
            (Refusal, Response.StatusCode) = (refused.Code, (int)refused.Fault.Kind);
            return Page();
        }
    }

    private async Task<bool> LoadAsync(string slug, CancellationToken ct)
    {
        if (await episodes.FindBySlugAsync(slug, ct) is not { } episode || await stage.PreparedAsync(episode.TalkId, ct) is not { } prepared)
            return false;
        (Episode, Prepared, Cues, People) = (episode, prepared, prepared.CueLines, prepared.PeopleLines);
        Response.Headers.CacheControl = "no-cache, no-store"; // as its forms want it
        return true;
    }
}
