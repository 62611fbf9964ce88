using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>What the steps of a question have in common.</summary>
internal static class QuestionSteps
{
    /// <summary>Decides a step: it needs the question, in one of the states that lead there, and not there already.</summary>
    public static Decision DecideStep(
        this TalkState talk, QuestionId id, QuestionState to, TalkEvent step, params ReadOnlySpan<QuestionState> from)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Questions.Find(id) is not { } question)
            return QuestionFaults.Unknown;
        if (question.State == to)
            return Decision.AlreadySo;
        if (question.Text.Length == 0 && Question.IsShown(to))
            return QuestionFaults.NotTranscribed;
        return from.Contains(question.State) ? step : QuestionFaults.WrongState;
    }

    /// <summary>The talk with this question changed.</summary>
    public static TalkState ChangeQuestion(this TalkState talk, QuestionId id, Func<Question, Question> change) =>
        talk with { Questions = talk.Questions.Change(id, change) };
}
