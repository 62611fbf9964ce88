using Microsoft.AspNetCore.Authorization;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

// What screeners do with those who want to be heard.
internal sealed partial class TalkHub
{
    [Authorize(Policies.Screen)]
    public async Task<Accepted> NoteCaller(
        TalkId talkId, CommandId c, PersonId person, string? name, string? place, string? topic, string? language)
    {
        var talk = await talks.FindAsync(talkId, Context.ConnectionAborted);
        if (talk.State.Hands.Find(person) is null && signals.Voice(talkId, new ContributionId(person.Value)) is null)
            throw StageFaults.NotConnected.AsException();
        return await AskAsync(talkId, c, new NoteCaller(person, name, place, topic, language));
    }

    [Authorize(Policies.Screen)]
    public Task<Accepted> HoldHand(TalkId talkId, CommandId c, PersonId person, bool held) => AskAsync(talkId, c, new HoldHand(person, held));

    [Authorize(Policies.Screen)]
    public Task<Accepted> DropCaller(TalkId talkId, CommandId c, PersonId person)
    {
        if (signals.Voice(talkId, new ContributionId(person.Value)) is not { Kind: VoiceKind.Caller })
            throw StageFaults.NotConnected.AsException();
        return AskAsync(talkId, c, new DropCaller(person));
    }
}
