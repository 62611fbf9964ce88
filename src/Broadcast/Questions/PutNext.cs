using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Puts a question into the line of those that are answered next, or moves it in that line.</summary>
/// <param name="Question">The question.</param>
/// <param name="Place">0 for the first; null for the end of the line.</param>
internal sealed record PutNext(QuestionId Question, int? Place = null) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        var line = talk.Questions.Next;
        var (was, others) = (line.IndexOf(Question), line.Remove(Question).Count);
        var place = Math.Clamp(Place ?? others, 0, others);
        if (was >= 0 && talk.Over is null)
            return was == place ? Decision.AlreadySo : new QuestionPutNext(Question, place);
        return talk.DecideStep(Question, QuestionState.Next, new QuestionPutNext(Question, place),
            QuestionState.Asked, QuestionState.Approved, QuestionState.Deferred);
    }
}

/// <summary>A question is answered next, or after those before it in the line.</summary>
internal sealed record QuestionPutNext(QuestionId Question, int Place) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp)
    {
        if (talk.Questions.Find(Question) is null)
            return talk;
        var board = talk.Questions.Change(Question, it => it with { State = QuestionState.Next, ShownUnread = false });
        var line = board.Next.Remove(Question);
        return talk with { Questions = board with { Next = line.Insert(Math.Clamp(Place, 0, line.Count), Question) } };
    }
}
