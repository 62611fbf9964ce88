using Microsoft.AspNetCore.Authorization;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

// What is put to the vote.
internal sealed partial class TalkHub
{
    public Task<Accepted> CastVote(TalkId talkId, CommandId c, PollId pollId, int option) =>
        AskAsync(talkId, c, new CastVote(pollId, option));

    [Authorize(Policies.Produce)]
    public Task<Accepted> CreatePoll(TalkId talkId, CommandId c, PollId pollId, string text, string[]? options) =>
        AskAsync(talkId, c, new CreatePoll(pollId, text, options ?? []));

    [Authorize(Policies.Produce)]
    public Task<Accepted> OpenPoll(TalkId talkId, CommandId c, PollId pollId) => AskAsync(talkId, c, new OpenPoll(pollId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> ClosePoll(TalkId talkId, CommandId c, PollId pollId) => AskAsync(talkId, c, new ClosePoll(pollId));
}
