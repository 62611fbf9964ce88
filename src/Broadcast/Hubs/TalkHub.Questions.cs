using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

// What is asked, and what becomes of it.
internal sealed partial class TalkHub
{
    public async Task<Accepted> Ask(TalkId talkId, CommandId c, QuestionId questionId, string text, string? name, string? language)
    {
        var talk = await talks.FindAsync(talkId, Context.ConnectionAborted);
        askPace.Take(talk.State, questionId, ConnectedPerson.Of(Context).Actor, ConnectedPerson.Of(Context).Address);
        return await AskAsync(talkId, c, new Ask(questionId, text, name, language));
    }

    public Task<Accepted> EditQuestion(TalkId talkId, CommandId c, QuestionId questionId, string text) =>
        AskAsync(talkId, c, new EditQuestion(questionId, text));

    public Task<Accepted> Upvote(TalkId talkId, CommandId c, QuestionId questionId) => AskAsync(talkId, c, new Upvote(questionId));

    public Task<Accepted> TakeBackUpvote(TalkId talkId, CommandId c, QuestionId questionId) =>
        AskAsync(talkId, c, new TakeBackUpvote(questionId));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> ApproveQuestion(TalkId talkId, CommandId c, QuestionId questionId) =>
        AskAsync(talkId, c, new ApproveQuestion(questionId));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> DeclineQuestion(TalkId talkId, CommandId c, QuestionId questionId, string? reason, DeclineReason? why) =>
        AskAsync(talkId, c, new DeclineQuestion(questionId, reason, why ?? DeclineReason.Other));

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

    [Authorize(Policies.Moderate)]
    public Task<Accepted> PutNext(TalkId talkId, CommandId c, QuestionId questionId, int? place) =>
        AskAsync(talkId, c, new PutNext(questionId, place));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> AnswerNext(TalkId talkId, CommandId c, QuestionId? now) => AskAsync(talkId, c, new AnswerNext(now));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> AnswerInWriting(TalkId talkId, CommandId c, QuestionId questionId, string text) =>
        AskAsync(talkId, c, new AnswerInWriting(questionId, text));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> SetAnswerTimes(
        TalkId talkId, CommandId c, QuestionId questionId, DateTimeOffset answeringAt, DateTimeOffset? answeredAt) =>
        AskAsync(talkId, c, new SetAnswerTimes(questionId, answeringAt, answeredAt));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> MergeQuestion(TalkId talkId, CommandId c, QuestionId questionId, QuestionId into) =>
        AskAsync(talkId, c, new MergeQuestion(questionId, into));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> SplitQuestion(TalkId talkId, CommandId c, QuestionId questionId) =>
        AskAsync(talkId, c, new SplitQuestion(questionId));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> RewordQuestion(TalkId talkId, CommandId c, QuestionId questionId, string text) =>
        AskAsync(talkId, c, new RewordQuestion(questionId, text));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> LabelQuestion(TalkId talkId, CommandId c, QuestionId questionId, string[]? labels) =>
        AskAsync(talkId, c, new LabelQuestion(questionId, labels ?? []));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> PinQuestion(TalkId talkId, CommandId c, QuestionId questionId, bool pinned) =>
        AskAsync(talkId, c, new PinQuestion(questionId, pinned));

    [Authorize(Policies.Screen)]
    public Task<Accepted> TranscribeQuestion(
        TalkId talkId, CommandId c, QuestionId questionId, string text, string? name, string? language) =>
        AskAsync(talkId, c, new TranscribeQuestion(questionId, text, name, language));
}
