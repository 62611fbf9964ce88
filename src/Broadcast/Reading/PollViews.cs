using System.Collections.Immutable;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Reading;

/// <summary>Polls as people may see them.</summary>
internal static class PollViews
{
    /// <summary>Answers in words that a moderator is shown at once; those that wait come first.</summary>
    private const int MostAnswers = 200;

    /// <summary>Drafts are the studio's.</summary>
    public static bool IsShown(Poll poll, Viewer viewer) => viewer.SeesStudio || poll.State != PollState.Draft;

    /// <summary>A poll with what the viewer herself said in it.</summary>
    public static PollView Poll(Poll poll, Viewer viewer)
    {
        var hasVoted = viewer.Person is { } person && poll.HasVoted(person);
        var view = Poll(poll, viewer, SeesTally(poll, viewer, hasVoted));
        if (!hasVoted)
            return view;
        if (!poll.Ballots.TryGetValue(viewer.Person!.Value, out var ballot))
            return view with { Written = poll.Answers.ByVoter[viewer.Person.Value] };
        var chooses = poll.Rules.Kind is PollKind.Multiple or PollKind.Ranking;
        return view with { Choice = ballot.First, Choices = chooses ? ballot.ToList() : null };
    }

    /// <summary>
    /// A poll as all who look through these eyes are told of it at once: nobody's own marks, and the tally as those see it
    /// who voted.
    /// </summary>
    public static PollView ForMany(Poll poll, Viewer viewer) => Poll(poll, viewer, SeesTally(poll, viewer, hasVoted: true));

    /// <summary>Only what grows with every ballot.</summary>
    public static PollCount Count(Poll poll, Viewer viewer)
    {
        var seesTally = SeesTally(poll, viewer, hasVoted: true);
        return new PollCount(poll.Id, poll.Voters, seesTally ? TallyOf(poll) : null, AnswersFor(poll, viewer));
    }

    private static PollView Poll(Poll poll, Viewer viewer, bool seesTally) => new(
        poll.Id,
        poll.Paper.Text,
        poll.Rules.Kind != PollKind.Text ? poll.Options : seesTally ? poll.Answers.Groups : [],
        poll.State,
        seesTally ? TallyOf(poll) : null,
        Choice: null,
        poll.OpenedAt,
        poll.ClosedAt,
        viewer.SeesStudio || poll.State == PollState.Revealed ? poll.Rules : poll.Rules with { Right = null },
        poll.Voters,
        poll.EndsAt,
        Answers: AnswersFor(poll, viewer),
        Cue: viewer.SeesStudio ? poll.Cue : null);

    private static bool SeesTally(Poll poll, Viewer viewer, bool hasVoted) =>
        viewer.SeesStudio || poll.IsShown || (hasVoted && !poll.Rules.Hidden);

    private static ImmutableArray<int> TallyOf(Poll poll) => poll.Rules.Kind == PollKind.Text ? poll.Answers.Tally : poll.Tally;

    private static IReadOnlyList<AnswerView>? AnswersFor(Poll poll, Viewer viewer)
    {
        if (!viewer.SeesStudio || poll.Rules.Kind != PollKind.Text)
            return null;
        var answers = poll.Answers.ByWords.Values
            .OrderBy(answer => answer.Hidden || answer.Group is not null)
            .ThenByDescending(answer => answer.Voters)
            .ThenBy(answer => answer.Order);
        return [.. answers.Take(MostAnswers).Select(answer => new AnswerView(answer.Text, answer.Voters, answer.Group, answer.Hidden))];
    }
}
