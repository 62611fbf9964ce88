using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>What changed since the last patch; a thing that changed a hundred times is told once.</summary>
internal sealed class PendingChanges
{
    private readonly HashSet<QuestionId> _questions = [];
    private readonly HashSet<QuestionId> _votes = [];
    private readonly PendingPolls _polls = new();
    private readonly HashSet<PersonId> _people = [];
    private bool _stage;
    private bool _show;
    private bool _plan;
    private bool _board;
    private bool _hands;
    private bool _notices;
    private bool _mix;

    public void Add(RoomChange change)
    {
        _questions.UnionWith(change.Questions);
        if (change.Votes is { } voted)
            _votes.Add(voted);
        _board |= change.ToAuthor;
        if (change.Person is { } person)
            _people.Add(person);
        _polls.Add(change);
        _stage |= change.Stage;
        _show |= change.Show;
        _plan |= change.Plan;
        _hands |= change.Hands;
        _notices |= change.Notices;
        _mix |= change.Mix;
    }

    public void Clear()
    {
        _questions.Clear();
        _votes.Clear();
        _polls.Clear();
        _people.Clear();
        _stage = false;
        _show = false;
        _plan = false;
        _board = false;
        _hands = false;
        _notices = false;
        _mix = false;
    }

    /// <summary>The patch for all who look through these eyes; null when they see no difference.</summary>
    public RoomPatch? PatchFor(TalkState talk, Viewer viewer, long fromSeq)
    {
        var questions = _questions
            .Select(talk.Questions.Find)
            .OfType<Questions.Question>()
            .Union(_people.SelectMany(talk.Questions.By).Where(question => question.State == QuestionState.Asked))
            .ToLookup(it => RoomViews.IsShown(it, talk, viewer));
        var votes = _votes.Except(_questions).Select(talk.Questions.Find).OfType<Questions.Question>()
            .Where(question => RoomViews.IsShown(question, talk, viewer))
            .Select(question => new VoteCount(question.Id, RoomViews.Question(question, viewer).Votes))
            .ToList();
        var removed = questions[false].Where(question => viewer.SeesStudio || question.State is QuestionState.Declined or QuestionState.Merged).Select(question => question.Id).ToList();
        var plan = _plan && viewer.SeesStudio;
        var mix = _mix && viewer.SeesStudio;
        var blocked = viewer.SeesStudio && _people.Count > 0 ? talk.Blocked.Views : null;
        var hands = _stage || (_hands && viewer.SeesStudio); // the audience's part of it is whether it is paused
        var empty = new RoomPatch(talk.Id, fromSeq, talk.Seq);
        var patch = _polls.AddTo(empty, talk, viewer);
        if (!_stage && !_show && !plan && !mix && blocked is null && !hands && !_notices && !questions[true].Any() && votes.Count == 0 && removed.Count == 0 && patch == empty)
            return null;

        patch = patch with
        {
            Questions = questions.Contains(true) ? [.. questions[true].Select(question => RoomViews.Question(question, viewer))] : null,
            Votes = votes.Count > 0 ? votes : null,
            Removed = removed.Count > 0 ? removed : null,
            Blocked = blocked,
            Stage = _show ? StageViewer.Stage(talk) : null,
            Plan = plan ? StageViewer.Plan(talk) : null,
            Board = _board && (questions.Contains(true) || removed.Count > 0) ? BoardViews.Of(talk, viewer) : null,
            Hands = hands ? RoomViews.Hands(talk.Hands, viewer) : null,
            Notices = _notices ? RoomViews.Notices(talk.Notices, viewer) : null,
            Mix = mix ? MixViews.Of(talk) : null,
        };
        return _stage ? WithStage(patch, talk) : patch;
    }

    private static RoomPatch WithStage(RoomPatch patch, TalkState talk) => patch with
    {
        Phase = talk.Phase,
        Title = talk.Card!.Title,
        StartsAt = talk.Card.StartsAt,
        LiveAt = talk.LiveAt,
        EndedAt = talk.EndedAt,
        AskingPaused = talk.Questions.AskingPaused,
        OnAir = talk.Stage.Names,
        Rules = talk.Card.Rules,
        Frozen = talk.Frozen,
    };
}
