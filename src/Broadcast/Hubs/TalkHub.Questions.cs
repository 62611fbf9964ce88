using Microsoft.AspNetCore.Authorization;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

// What is asked, and what becomes of it.
internal sealed partial class TalkHub
{
    public Task<Accepted> Ask(TalkId talkId, CommandId c, QuestionId questionId, string text, string? name, string? language) =>
        AskAsync(talkId, c, new Ask(questionId, text, name, language));

    public Task<Accepted> EditQuestion(TalkId talkId, CommandId c, QuestionId questionId, string text) =>
        AskAsync(talkId, c, new EditQuestion(questionId, text));

    public Task<Accepted> Upvote(TalkId talkId, CommandId c, QuestionId questionId) => AskAsync(talkId, c, new Upvote(questionId));

    public Task<Accepted> TakeBackUpvote(TalkId talkId, CommandId c, QuestionId questionId) =>
        AskAsync(talkId, c, new TakeBackUpvote(questionId));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> ApproveQuestion(TalkId talkId, CommandId c, QuestionId questionId) =>
        AskAsync(talkId, c, new ApproveQuestion(questionId));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> DeclineQuestion(TalkId talkId, CommandId c, QuestionId questionId, string reason) =>
        AskAsync(talkId, c, new DeclineQuestion(questionId, reason));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> StartAnswer(TalkId talkId, CommandId c, QuestionId questionId) =>
        AskAsync(talkId, c, new StartAnswer(questionId));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> FinishAnswer(TalkId talkId, CommandId c, QuestionId questionId) =>
        AskAsync(talkId, c, new FinishAnswer(questionId));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> DeferQuestion(TalkId talkId, CommandId c, QuestionId questionId) =>
        AskAsync(talkId, c, new DeferQuestion(questionId));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> PauseAsking(TalkId talkId, CommandId c, bool paused) => AskAsync(talkId, c, new PauseAsking(paused));
}
