using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Server.Pages.Text;

namespace TalksPlatform.Server.Pages.Studio;

/// <summary>One poll as it is prepared for a talk: a plain form. What is refused stands in it as it was typed.</summary>
/// <param name="episodes">The calendar.</param>
/// <param name="stage">What is prepared.</param>
/// <param name="drafts">Where it goes.</param>
/// <param name="text">The words of the templates that come with the house.</param>
[Authorize(Policies.Produce)]
internal sealed class PollsModel(IEpisodeReader episodes, IStageReader stage, IPollDrafts drafts, PageText text) : PageModel
{
    /// <summary>How long a poll may be open, in seconds, as the studio offers it.</summary>
    public static readonly IReadOnlyList<int> Limits = [30, 60, 120, 300, 600];

    private const string Plan = "polls";

    public EpisodeCard Episode { get; private set; } = null!;

    public PreparedTalk Prepared { get; private set; } = null!;

    public IReadOnlyList<PollTemplateView> Templates { get; private set; } = [];

    /// <summary>Which poll is written; the page makes the id of a new one, so that a form sent twice is one poll.</summary>
    [BindProperty(SupportsGet = true, Name = "poll")]
    public string? Poll { get; set; }

    /// <summary>What stands in the form.</summary>
    public PollDraft Draft { get; private set; } = new(null, [], Plain);

    /// <summary>The code of the fault for which the form was refused, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The poll is there already and is written anew.</summary>
    public bool IsKnown => Prepared.Polls.Any(poll => poll.Id.ToString() == Poll);

    private static PollRules Plain => new(MayChange: true);

    public async Task<IActionResult> OnGetAsync(string slug, string? cue, int? from, CancellationToken ct)
    {
        if (!await LoadAsync(slug, ct))
            return NotFound();
        if (Poll is null)
            Draft = from >= 0 && from < Templates.Count ? Begun(Templates[from.Value]) : Draft;
        else if (Prepared.Polls.FirstOrDefault(poll => poll.Id.ToString() == Poll) is { State: PollState.Draft } known)
            Draft = new PollDraft(known.Text, known.Options, known.Rules, known.Cue);
        else
            return NotFound();
        Poll ??= PollId.New().ToString();
        if (CueId.TryParse(cue, out var chosen))
            Draft = Draft with { Cue = chosen };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken ct)
    {
        if (!await LoadAsync(slug, ct))
            return NotFound();
        Draft = Typed();
        return await DoAsync(async () =>
        {
            await drafts.SaveAsync(Episode.TalkId, IdOf(Poll), Draft, User, ct);
            if (Request.Form["template"] == "yes")
                await drafts.KeepTemplateAsync(Draft, User, ct);
        });
    }

    public async Task<IActionResult> OnPostDeleteAsync(string slug, CancellationToken ct)
    {
        if (!await LoadAsync(slug, ct))
            return NotFound();
        if (Prepared.Polls.FirstOrDefault(poll => poll.Id.ToString() == Poll) is { } known)
            Draft = new PollDraft(known.Text, known.Options, known.Rules, known.Cue);
        return await DoAsync(() => drafts.DeleteAsync(Episode.TalkId, IdOf(Poll), User, ct));
    }

    private async Task<bool> LoadAsync(string slug, CancellationToken ct)
    {
        if (await episodes.FindBySlugAsync(slug, ct) is not { } episode || await stage.PreparedAsync(episode.TalkId, ct) is not { } prepared)
            return false;
        (Episode, Prepared, Templates) = (episode, prepared, [.. BuiltIn(), .. await drafts.TemplatesAsync(User, ct)]);
        Response.Headers.CacheControl = "no-cache, no-store"; // as the form wants it
        return true;
    }

    private async Task<IActionResult> DoAsync(Func<Task> act)
    {
        try
        {
            await act();
            return Redirect($"/studio/{Uri.EscapeDataString(Episode.Slug)}/plan?done={Plan}#{Plan}");
        }
        catch (FaultException refused)
        {
            (Refusal, Response.StatusCode) = (refused.Code, (int)refused.Fault.Kind);
            return Page();
        }
    }

    private PollDraft Typed()
    {
        var form = Request.Form;
        _ = Enum.TryParse<PollKind>(form["kind"], ignoreCase: true, out var kind);
        var options = form["options"].ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var rules = new PollRules(kind, Number("most"), Number("right") - 1, form["hidden"] == "yes", form["mayChange"] == "yes", Number("seconds"));
        return new PollDraft(form["text"], options, rules, CueId.TryParse(form["cue"], out var cue) ? cue : null);
    }

    /// <summary>A field's whole number; null when it is empty, and less than nothing when it is none.</summary>
    private int? Number(string field) => Request.Form[field].ToString().Trim() is not { Length: > 0 } typed ? null
        : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static PollDraft Begun(PollTemplateView template) => new(template.Text, template.Options, template.Rules);

    private static PollId IdOf(string? poll) => PollId.TryParse(poll, out var id) ? id : PollId.New();

    /// <summary>What comes with the house, in the language of the page; the desk offers the same.</summary>
    private IEnumerable<PollTemplateView> BuiltIn() =>
    [
        new(default, "", [text["studio.poll.t.yes"], text["studio.poll.t.no"]], Plain),
        new(default, text["studio.poll.t.clear"], [text["studio.poll.t.least"], "2", "3", "4", text["studio.poll.t.best"]], Plain with { Kind = PollKind.Rating }),
        new(default, text["studio.poll.t.from"], [], Plain with { Kind = PollKind.Text }),
    ];
}
