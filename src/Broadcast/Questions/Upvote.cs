using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>Votes for a question; once a person.</summary>
internal sealed record Upvote(QuestionId Question) : QuestionCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
        Upvoting.Decide(talk, Question, actor, voted: true, id => new QuestionUpvoted(id));
}

/// <summary>Takes one's vote for a question back.</summary>
internal sealed record TakeBackUpvote(QuestionId Question) : QuestionCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
        Upvoting.Decide(talk, Question, actor, voted: false, id => new UpvoteTakenBack(id));
}

/// <summary>Somebody voted for a question.</summary>
internal sealed record QuestionUpvoted(QuestionId Question) : TalkEvent
{
    public override RoomChange Change => RoomChange.VotesOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk.ChangeQuestion(Question, it => it.HasVoteOf(stamp.By) ? it : it with { Upvoters = it.Upvoters.Add(stamp.By) });
}

/// <summary>Somebody took a vote back.</summary>
internal sealed record UpvoteTakenBack(QuestionId Question) : TalkEvent
{
    public override RoomChange Change => RoomChange.VotesOf(Question);

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk.ChangeQuestion(Question, it => it with
        {
            Upvoters = it.Upvoters.Remove(stamp.By),
            JoinedVoters = it.JoinedVoters.Remove(stamp.By),
        }).CountChange(stamp.By);
}

/// <summary>What voting and taking back have in common.</summary>
file static class Upvoting
{
    public static Decision Decide(TalkState talk, QuestionId id, Actor actor, bool voted, Func<QuestionId, TalkEvent> change)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Questions.Find(id) is not { } question)
            return QuestionFaults.Unknown;
        if (question.MergedInto is { } into && Question.IsShown(question.BeforeMerge))
            question = talk.Questions.Find(into)!; // whoever was away when they were joined means the one that stays
        if (!question.TakesUpvotes)
            return question.IsPublic || actor.SeesStudio ? QuestionFaults.NotOpen : QuestionFaults.Unknown;
        if (question.HasVoteOf(actor.Id) == voted)
            return Decision.AlreadySo;
        return !voted && talk.Fickle(actor) is { } fickle ? fickle : change(question.Id);
    }
}
