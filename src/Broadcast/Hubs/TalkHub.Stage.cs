using Microsoft.AspNetCore.Authorization;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

// The programme and the voices in it.
internal sealed partial class TalkHub
{
    [Authorize(Policies.Produce)]
    public Task<Accepted> GoLive(TalkId talkId, CommandId c) => AskAsync(talkId, c, new GoLive());

    [Authorize(Policies.Produce)]
    public Task<Accepted> EndTalk(TalkId talkId, CommandId c) => AskAsync(talkId, c, new EndTalk());

    [Authorize(Policies.Produce)]
    public async Task<Accepted> PutOnAir(TalkId talkId, CommandId c, ContributionId contributionId)
    {
        var voice = signals.Voice(talkId, contributionId) ?? throw StageFaults.NotConnected.AsException();
        var talk = await talks.FindAsync(talkId, Context.ConnectionAborted);
        return await AskAsync(talkId, c, new PutOnAir(contributionId, talk.State.Hands.NameOf(voice), voice.Kind));
    }

    [Authorize(Policies.Produce)]
    public Task<Accepted> MarkNext(TalkId talkId, CommandId c, ContributionId contributionId, bool next)
    {
        if (next && signals.Voice(talkId, contributionId) is null)
            throw StageFaults.NotConnected.AsException();
        return AskAsync(talkId, c, new MarkNext(contributionId, next));
    }

    [Authorize(Policies.Produce)]
    public Task<Accepted> TakeOffAir(TalkId talkId, CommandId c, ContributionId contributionId) =>
        AskAsync(talkId, c, new TakeOffAir(contributionId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> MuteVoice(TalkId talkId, CommandId c, ContributionId contributionId) =>
        AskAsync(talkId, c, new MuteVoice(contributionId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> UnmuteVoice(TalkId talkId, CommandId c, ContributionId contributionId) =>
        AskAsync(talkId, c, new UnmuteVoice(contributionId));
}
