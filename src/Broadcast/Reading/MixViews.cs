using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Reading;

/// <summary>The mixer's settings as the studio sees them.</summary>
internal static class MixViews
{
    public static MixView Of(TalkState talk) => new(
        [
            .. talk.Stage.Strips.OrderBy(strip => strip.Key.Value).Select(strip => new StripView(
                strip.Key, strip.Value.GainDb, strip.Value.HighPass, strip.Value.Gate, strip.Value.Level, strip.Value.Automix)),
        ],
        [.. talk.Mix.Sounds.Select(sound => new SoundView(sound.Id, sound.Name, sound.Kind, sound.Seconds, sound.StartedAt, sound.FadedAt))],
        new DelayView(talk.Mix.Delay.Seconds, talk.Mix.Delay.Dumps, talk.Mix.Delay.DumpedAt),
        talk.Mix.CoHost is { } coHost ? new CoHostView(coHost.Person, coHost.Name, coHost.PromotedAt) : null,
        talk.Mix.QuietUntil);
}
