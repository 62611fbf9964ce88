using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Kit;

/// <summary>Short ways of saying what stories about questions say often.</summary>
internal static class QuestionTalk
{
    public static Question Question(this PaperTalk talk, QuestionId id) => talk.State.Questions.Find(id).ShouldNotBeNull();

    /// <summary>Somebody asks; nobody has read it yet.</summary>
    public static QuestionId Asks(this PaperTalk talk, Actor actor, string text = "How much is it?", string? language = null)
    {
        var id = QuestionId.New();
        talk.Give(new Ask(id, text, Language: language), actor);
        return id;
    }

    /// <summary>A question that everybody sees.</summary>
    public static QuestionId Shows(this PaperTalk talk, Actor actor, string text = "How much is it?", string? language = null)
    {
        var id = talk.Asks(actor, text, language);
        talk.Give(new ApproveQuestion(id), People.Host);
        return id;
    }
}
