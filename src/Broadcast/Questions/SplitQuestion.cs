using System.Collections.Immutable;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>
/// Takes a question that was joined with another by mistake apart from it: it stands where it stood, with the votes that
/// it had, but for those that were taken back meanwhile. Votes that came after the joining stay where they were given.
/// </summary>
internal sealed record SplitQuestion(QuestionId Question) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Questions.Find(Question) is not { } question)
            return QuestionFaults.Unknown;
        return question.MergedInto is { } from ? new QuestionSplit(Question, from) : QuestionFaults.WrongState;
    }
}

/// <summary>A question stands for itself again.</summary>
/// <param name="Question">The question.</param>
/// <param name="From">The one that it had been joined with.</param>
internal sealed record QuestionSplit(QuestionId Question, QuestionId From) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Question) with { Others = [From] };

    public override TalkState Apply(TalkState talk, Stamp stamp)
    {
        var board = talk.Questions;
        if (board.Find(From) is not { } from)
            return talk;

        var rest = from.Joined.Remove(Question);
        var stillJoined = rest.SelectMany(id => board.All[id].Upvoters.Add(board.All[id].By)).ToImmutableHashSet();
        return talk with
        {
            Questions = board
                .Change(Question, it => it with
                {
                    State = it.BeforeMerge == QuestionState.Next ? QuestionState.Approved : it.BeforeMerge,
                    MergedInto = null,
                    Upvoters = it.Upvoters.Intersect(from.Upvoters.Union(from.JoinedVoters)),
                })
                .Change(From, it => it with { Joined = rest, JoinedVoters = it.JoinedVoters.Intersect(stillJoined) }),
        };
    }
}
