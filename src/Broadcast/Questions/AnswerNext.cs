using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>The answer is given; what is next in line is answered now. With nobody in line the answer just ends.</summary>
/// <param name="Now">
/// The question that whoever asks for it sees being answered, or null for none: two moderators who press the same key in
/// the same second step on once.
/// </param>
internal sealed record AnswerNext(QuestionId? Now) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        var board = talk.Questions;
        if (board.Answering != Now)
            return Decision.AlreadySo;
        if (board.Next is [var first, ..])
            return new AnswerStarted(first);
        return board.Answering is { } answering ? new AnswerFinished(answering) : Decision.AlreadySo;
    }
}
