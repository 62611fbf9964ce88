using Microsoft.AspNetCore.Authorization;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

// Sounds of the studio's shelf.
internal sealed partial class TalkHub
{
    [Authorize(Policies.Produce)]
    public async Task<Accepted> PlaySound(TalkId talkId, CommandId c, SoundId soundId)
    {
        var talk = await talks.FindAsync(talkId, Context.ConnectionAborted);
        var sound = await sounds.FindAsync(talk.State.Card!.Series, soundId, Context.ConnectionAborted) ?? throw MixFaults.UnknownSound.AsException();
        return await AskAsync(talkId, c, new PlaySound(soundId, sound.Name, sound.Kind, sound.Seconds, sound.GainDb));
    }

    [Authorize(Policies.Produce)]
    public Task<Accepted> StopSound(TalkId talkId, CommandId c, SoundId soundId) => AskAsync(talkId, c, new StopSound(soundId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> FadeSound(TalkId talkId, CommandId c, SoundId soundId, double seconds) =>
        AskAsync(talkId, c, new FadeSound(soundId, seconds));
}
