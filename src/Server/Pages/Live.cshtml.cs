using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Forms;

namespace TalksPlatform.Server.Pages;

/// <summary>The live room: listen, ask, vote. Plain HTML with forms; the scripts only make it live.</summary>
/// <param name="episodes">The calendar.</param>
/// <param name="talks">The live side.</param>
/// <param name="time">The clock that the talk has run by.</param>
[AllowAnonymous]
internal sealed class LiveModel(IEpisodeReader episodes, ITalkReader talks, TimeProvider time) : PageModel
{
    /// <summary>The page comes before the sound: a question more is a hundred bytes more. The room's script brings all of them.</summary>
    private const int MostWaiting = 10;

    private const int MostDone = 3;

    private const int MostPolls = 2;

    public EpisodeCard Episode { get; private set; } = null!;

    public RoomView Room { get; private set; } = null!;

    /// <summary>Why the form that led back here was refused, as a fault's code; or null.</summary>
    [BindProperty(SupportsGet = true, Name = "fault")]
    public string? Refusal { get; set; }

    /// <summary>The form that led back here and was accepted, e.g. "ask"; or null.</summary>
    [BindProperty(SupportsGet = true, Name = "done")]
    public string? Outcome { get; set; }

    /// <summary>How often a page without script asks for itself again, in seconds; only when its reader wants that, for it ends the sound.</summary>
    [BindProperty(SupportsGet = true, Name = "every")]
    public int? EverySeconds { get; set; }

    /// <summary>What the form that was refused is about, when the page has several of its kind: a question's or a poll's id; or null.</summary>
    [BindProperty(SupportsGet = true, Name = "at")]
    public string? At { get; set; }

    /// <summary>What was written or chosen in a form that was refused; it stands in the form again.</summary>
    public string? Kept { get; private set; }

    /// <summary>The name by which she is known here; or null.</summary>
    public string? KnownAs => User.Identity is { IsAuthenticated: true } ? Actor.From(User).Name : null;

    /// <summary>The name that her next question bears if she leaves it as it is.</summary>
    public string? Name { get; private set; }

    /// <summary>What was written in the form about this, if that is the one that was refused.</summary>
    public string? KeptAt(string? about) => At == about ? Kept : null;

    /// <summary>Where this talk's forms are posted.</summary>
    public string Forms => $"/api/talks/{Episode.TalkId}/forms";

    public QuestionView? Answering => Room.Questions.FirstOrDefault(question => question.State == QuestionState.Answering);

    public IEnumerable<QuestionView> Mine => Room.Questions.Where(QuestionOrder.IsHersAlone);

    public IEnumerable<QuestionView> Next => Room.Questions
        .Where(question => question.State == QuestionState.Next)
        .OrderBy(question => Room.Board!.Next.ToList().IndexOf(question.Id));

    /// <summary>Everything is wanted, and not that alone which fits before the sound.</summary>
    [BindProperty(SupportsGet = true, Name = "all")]
    public bool All { get; set; }

    public IEnumerable<QuestionView> Waiting => Room.Questions
        .Where(question => question.State == QuestionState.Approved).ByWish().Take(All ? int.MaxValue : MostWaiting);

    /// <summary>Questions that are not shown.</summary>
    public int Hidden => Room.Questions.Count(question =>
        question.State is QuestionState.Approved or QuestionState.Answered or QuestionState.Deferred) - Waiting.Count() - Done.Count();

    public IEnumerable<QuestionView> Done => Room.Questions
        .Where(question => question.State is QuestionState.Answered or QuestionState.Deferred)
        .OrderByDescending(question => question.AnsweredAt)
        .Take(All ? int.MaxValue : MostDone);

    /// <summary>The latest first.</summary>
    public IEnumerable<PollView> Polls => Room.Polls.Reverse().Take(All ? int.MaxValue : MostPolls);

    /// <summary>Polls that are not shown.</summary>
    public int HiddenPolls => Room.Polls.Count - Polls.Count();

    public int Visible => Room.Questions.Count(QuestionOrder.IsForAll);

    public PollView? OpenPoll => Room.Polls.FirstOrDefault(poll => poll.State == PollState.Open);

    public TimeSpan Running => Room.LiveAt is { } liveAt ? time.GetUtcNow() - liveAt : TimeSpan.Zero;

    /// <summary>The server's clock, for phones whose own is wrong.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct)
    {
        if (await episodes.FindBySlugAsync(slug, ct) is not { } episode)
            return NotFound();
        var viewer = User.Identity is { IsAuthenticated: true } ? Actor.From(User).Id : (PersonId?)null;
        var room = await talks.RoomAsync(episode.TalkId, viewer, ct);
        if (room is null or { Phase: TalkPhase.Announced or TalkPhase.Ended } || episode.State == EpisodeState.Cancelled)
            return RedirectToPage("/Episode", new { slug });

        (Episode, Room) = (episode, room);
        Kept = Refusal is null ? null : KeptText.Take(HttpContext);
        Name = (Refusal is null ? null : KeptText.TakeName(HttpContext)) ?? KnownAs;
        EverySeconds = EverySeconds is { } every ? Math.Clamp(every, 30, 600) : null;
        Response.Headers.CacheControl = "no-store";
        return Page();
    }
}
