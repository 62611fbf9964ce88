using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>
/// Joins a question with a similar one, which is answered for both. Both authors are kept, and whoever wanted either of
/// them counts once for the one that stays; so does the author of the one that goes.
/// </summary>
internal sealed record MergeQuestion(QuestionId Question, QuestionId Into) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Questions.Find(Question) is not { } question || talk.Questions.Find(Into) is not { } into)
            return QuestionFaults.Unknown;
        if (question.MergedInto == Into)
            return Decision.AlreadySo;
        if (Question == Into)
            return QuestionFaults.MergedWithItself;
        var mayGo = question.State is QuestionState.Asked or QuestionState.Approved or QuestionState.Next or QuestionState.Deferred;
        var mayStay = into.State is not (QuestionState.Declined or QuestionState.Merged);
        return mayGo && mayStay ? new QuestionMerged(Question, Into, question.Joined.IsEmpty ? null : question.Joined) : QuestionFaults.WrongState;
    }
}

/// <summary>A question was joined with another.</summary>
/// <param name="Question">The one that went.</param>
/// <param name="Into">The one that stays.</param>
/// <param name="Along">Those that had been joined with it and go with it; null for none.</param>
internal sealed record QuestionMerged(QuestionId Question, QuestionId Into, IReadOnlyList<QuestionId>? Along = null) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Question) with { Others = [Into, .. Along ?? []] };

    public override TalkState Apply(TalkState talk, Stamp stamp)
    {
        if (talk.Questions.Find(Question) is not { } question || talk.Questions.Find(Into) is not { } into)
            return talk;

        var voters = into.JoinedVoters.Union(question.Upvoters).Union(question.JoinedVoters);
        if (question.By != into.By)
            voters = voters.Add(question.By);
        var board = talk.Questions
            .Change(Question, it => it with
            {
                State = QuestionState.Merged,
                BeforeMerge = it.State,
                MergedInto = Into,
                Pinned = false,
                Joined = [],
                JoinedVoters = [],
            })
            .Change(Into, it => it with
            {
                Joined = it.Joined.AddRange([.. Along ?? [], Question]),
                JoinedVoters = voters.Except(it.Upvoters),
            });
        foreach (var along in Along ?? [])
            board = board.Change(along, it => it with { MergedInto = Into });
        return talk with { Questions = board };
    }
}
