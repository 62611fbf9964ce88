using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Changes the text of one's own question while it waits.</summary>
internal sealed record EditQuestion(QuestionId Question, string Text) : QuestionCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Questions.Find(Question) is not { } question)
            return QuestionFaults.Unknown;
        if (question.By != actor.Id)
            return question.IsPublic ? QuestionFaults.NotYours : QuestionFaults.Unknown; // what waits is nobody else's to know of
        if (question.State != QuestionState.Asked)
            return QuestionFaults.NotWaiting;
        if (question.Text.Length == 0)
            return QuestionFaults.NotTranscribed;
        if (QuestionText.Refuse(Text, out var text) is { } malformed)
            return malformed;
        return text == question.Text ? Decision.AlreadySo : new QuestionEdited(Question, text);
    }
}

/// <summary>A waiting question reads differently.</summary>
internal sealed record QuestionEdited(QuestionId Question, string Text) : TalkEvent
{
    public override RoomChange Change => RoomChange.TextOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk.ChangeQuestion(Question, it => it with { Text = Text, Original = null });
}
