using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Forms;

namespace TalksPlatform.Server.Pages;

/// <summary>An episode at one address for its whole life: before, live, while the replay is made, after; or cancelled.</summary>
/// <param name="episodes">The calendar.</param>
/// <param name="talks">The live side.</param>
/// <param name="replays">The archive.</param>
/// <param name="registrations">What attendees told of themselves.</param>
/// <param name="stage">The files to take home.</param>
/// <param name="time">The clock that counts down to the start.</param>
[AllowAnonymous]
internal sealed class EpisodeModel(
    IEpisodeReader episodes, ITalkReader talks, IReplayReader replays, IRegistrationReader registrations, IStageReader stage,
    TimeProvider time) : PageModel
{
    /// <summary>Which of the page's faces is shown.</summary>
    internal enum Face
    {
        Before,
        Open,
        Live,
        Preparing,
        NotRecorded,
        Replay,
        Cancelled,
    }

    public EpisodeCard Episode { get; private set; } = null!;

    public RoomView? Room { get; private set; }

    public ReplayView? Replay { get; private set; }

    public IReadOnlyList<HandoutView> Handouts { get; private set; } = [];

    /// <summary>What each contributor gave, for the hosts of the series; else none.</summary>
    public IReadOnlyList<ReplayTrack> Tracks { get; private set; } = [];

    public Face Shown { get; private set; }

    /// <summary>The series asks about its people, and this is a time to answer.</summary>
    public bool Asks => Episode.Series.Rules.Asks.Count > 0 && (Shown is Face.Before or Face.Open or Face.Live);

    /// <summary>What the visitor told of herself, or null.</summary>
    public RegistrationAnswers? Told { get; private set; }

    /// <summary>What the form that led back here did: "registered", "forgotten", or the name of a room's form; or null.</summary>
    [BindProperty(SupportsGet = true, Name = "done")]
    public string? Done { get; set; }

    /// <summary>Why the form that led back here was refused, as a fault's code; or null.</summary>
    [BindProperty(SupportsGet = true, Name = "fault")]
    public string? Refusal { get; set; }

    /// <summary>What the form that was refused is about, when the page has several of its kind: a question's or a poll's id; or null.</summary>
    [BindProperty(SupportsGet = true, Name = "at")]
    public string? At { get; set; }

    /// <summary>What was written in a form that was refused; it stands in the form again.</summary>
    public string? Kept { get; private set; }

    /// <summary>The name that her next question bears if she leaves it as it is.</summary>
    public string? Name { get; private set; }

    /// <summary>What was written in the form about this, if that is the one that was refused.</summary>
    public string? KeptAt(string? about) => At == about ? Kept : null;

    /// <summary>It was what she told of herself that was refused.</summary>
    public bool RefusesAnswers => Refusal?.StartsWith("registration.", StringComparison.Ordinal) == true;

    /// <summary>Questions can be asked here, in advance.</summary>
    public bool MayAsk => Shown == Face.Before && Room is { Phase: TalkPhase.Announced };

    /// <summary>Where this talk's forms are posted.</summary>
    public string Forms => $"/api/talks/{Episode.TalkId}/forms";

    /// <summary>The visitor's own questions that nobody else sees: they wait, or were not taken.</summary>
    public IEnumerable<QuestionView> Mine =>
        Shown is Face.Before or Face.Open or Face.Live && Room is not null ? Room.Questions.Where(QuestionOrder.IsHersAlone) : [];

    /// <summary>What was asked so far; once the talk runs, the most wanted of it.</summary>
    public IReadOnlyList<QuestionView> Asked => Room is null
        ? []
        : [.. Room.Questions.Where(QuestionOrder.IsForAll).ByWish().Take(MayAsk ? 50 : 5)];

    public TimeSpan UntilStart => Episode.StartsAt - time.GetUtcNow();

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken ct)
    {
        if (await episodes.FindBySlugAsync(slug, ct) is not { } episode)
            return NotFound();

        Episode = episode;
        Replay = await replays.FindAsync(episode.Id, ct);
        Handouts = await stage.HandoutsAsync(episode.TalkId, ct);
        if (Replay is not null && Hosts(episode.Series.Id))
            Tracks = await replays.TracksAsync(episode.Id, ct);
        var viewer = User.Identity is { IsAuthenticated: true } ? Actor.From(User).Id : (PersonId?)null;
        Room = Replay is null ? await talks.RoomAsync(episode.TalkId, viewer, ct) : null;
        Shown = (episode.State, Room?.Phase) switch
        {
            (EpisodeState.Cancelled, _) => Face.Cancelled,
            _ when Replay is not null => Face.Replay,
            (EpisodeState.Ended or EpisodeState.Published, _) or (_, TalkPhase.Ended) =>
                episode.Series.Rules.NotRecorded ? Face.NotRecorded : Face.Preparing,
            (EpisodeState.Live, _) or (_, TalkPhase.Live) => Face.Live,
            (_, TalkPhase.GreenRoom) => Face.Open,
            _ => Face.Before,
        };
        if (Asks && User.Identity is { IsAuthenticated: true })
            Told = await registrations.FindAsync(episode.TalkId, episode.Series, Actor.From(User).Id, ct);
        Kept = Refusal is null ? null : KeptText.Take(HttpContext);
        Name = (Refusal is null ? null : KeptText.TakeName(HttpContext))
            ?? (User.Identity is { IsAuthenticated: true } ? Actor.From(User).Name : null);
        if (MayAsk || Mine.Any() || Told is not null || Tracks.Count > 0)
            Response.Headers.CacheControl = "no-store"; // the visitor's own questions and answers, or what is the hosts' alone
        return Page();
    }

    private bool Hosts(SeriesId series) => User.Identity is { IsAuthenticated: true }
        && (Actor.From(User).Role is Role.Administrator || Actor.RoleIn(series, User) >= Role.Host);
}
