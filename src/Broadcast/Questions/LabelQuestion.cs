using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Gives a question words by which the moderators find it, in place of those that it had.</summary>
internal sealed record LabelQuestion(QuestionId Question, IReadOnlyList<string> Labels) : QuestionStep
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Questions.Find(Question) is not { } question)
            return QuestionFaults.Unknown;
        if (Labels.Count > QuestionLimits.Labels)
            return QuestionFaults.LabelsWrong;
        var labels = Labels.Select(PlainText.Clean).Where(label => label.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (!labels.TrueForAll(label => PlainText.Fits(label, QuestionLimits.Label)))
            return QuestionFaults.LabelsWrong;
        return labels.SequenceEqual(question.Labels, StringComparer.Ordinal) ? Decision.AlreadySo : new QuestionLabelled(Question, labels);
    }
}

/// <summary>A question bears these labels.</summary>
internal sealed record QuestionLabelled(QuestionId Question, IReadOnlyList<string> Labels) : TalkEvent
{
    public override RoomChange Change => RoomChange.CountOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk.ChangeQuestion(Question, it => it with { Labels = [.. Labels] });
}
