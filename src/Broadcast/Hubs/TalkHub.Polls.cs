using Microsoft.AspNetCore.Authorization;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

// What is put to the vote.
internal sealed partial class TalkHub
{
    /// <param name="vote">A number chooses one option, a list several, a text answers in words.</param>
    public Task<Accepted> CastVote(TalkId talkId, CommandId c, PollId pollId, VoteArgument vote) =>
        AskAsync(talkId, c, vote.In(pollId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> CreatePoll(TalkId talkId, CommandId c, PollId pollId, string text, string?[]? options, PollRules? rules) =>
        AskAsync(talkId, c, new CreatePoll(pollId, text, options ?? [], rules));

    [Authorize(Policies.Produce)]
    public Task<Accepted> EditPoll(TalkId talkId, CommandId c, PollId pollId, string text, string?[]? options, PollRules? rules) =>
        AskAsync(talkId, c, new EditPoll(pollId, text, options ?? [], rules));

    [Authorize(Policies.Produce)]
    public Task<Accepted> DeletePoll(TalkId talkId, CommandId c, PollId pollId) => AskAsync(talkId, c, new DeletePoll(pollId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> OpenPoll(TalkId talkId, CommandId c, PollId pollId) => AskAsync(talkId, c, new OpenPoll(pollId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> ClosePoll(TalkId talkId, CommandId c, PollId pollId) => AskAsync(talkId, c, new ClosePoll(pollId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> RevealPoll(TalkId talkId, CommandId c, PollId pollId) => AskAsync(talkId, c, new RevealPoll(pollId));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> SortAnswer(TalkId talkId, CommandId c, PollId pollId, string text, string? group) =>
        AskAsync(talkId, c, new SortAnswer(pollId, text, group));

    [Authorize(Policies.Moderate)]
    public Task<Accepted> RenameAnswers(TalkId talkId, CommandId c, PollId pollId, string from, string to) =>
        AskAsync(talkId, c, new RenameAnswers(pollId, from, to));
}
