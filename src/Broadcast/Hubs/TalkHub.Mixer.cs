using Microsoft.AspNetCore.Authorization;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

// What is made of the sound, and what happens when it fails.
internal sealed partial class TalkHub
{
    [Authorize(Policies.Produce)]
    public Task<Accepted> SetStrip(TalkId talkId, CommandId c, ContributionId contributionId, StripSettings? strip)
    {
        if (signals.Voice(talkId, contributionId) is null)
            throw StageFaults.NotConnected.AsException();
        return AskAsync(talkId, c, new SetStrip(contributionId, strip));
    }

    [Authorize(Policies.Produce)]
    public Task<Accepted> SetDelay(TalkId talkId, CommandId c, int seconds) => AskAsync(talkId, c, new SetDelay(seconds));

    [Authorize(Policies.Produce)]
    public Task<Accepted> DumpDelay(TalkId talkId, CommandId c) => AskAsync(talkId, c, new DumpDelay());

    [Authorize(Policies.Produce)]
    public Task<Accepted> OverrideGuard(TalkId talkId, CommandId c) => AskAsync(talkId, c, new OverrideGuard());

    [Authorize(Policies.Host)]
    public Task<Accepted> NameCoHost(TalkId talkId, CommandId c, ContributionId? contributionId)
    {
        if (contributionId is not { } id)
            return AskAsync(talkId, c, new NameCoHost(null, null));
        var voice = signals.Voice(talkId, id) ?? throw StageFaults.NotConnected.AsException();
        if (voice.Kind != VoiceKind.Speaker)
            throw MixFaults.NoSpeaker.AsException();
        return AskAsync(talkId, c, new NameCoHost(new PersonId(id.Value), voice.Name));
    }
}
