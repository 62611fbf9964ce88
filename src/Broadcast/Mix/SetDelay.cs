using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Mix;

/// <summary>Lets the radio hear the programme so many seconds late; 0 takes the delay off.</summary>
internal sealed record SetDelay(int Seconds) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (Seconds is not (0 or (>= MixLimits.ShortestDelay and <= MixLimits.LongestDelay)))
            return MixFaults.DelayWrong;
        return talk.Mix.Delay.Seconds == Seconds ? Decision.AlreadySo : new DelaySet(Seconds);
    }
}

/// <summary>The programme goes over to another delay.</summary>
internal sealed record DelaySet(int Seconds) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfMix;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Mix = talk.Mix with { Delay = talk.Mix.Delay with { Seconds = Seconds, IsUnused = false } },
    };
}

/// <summary>Throws away what the delay holds back: it was said, and is never aired. Also while the delay is being taken off.</summary>
internal sealed record DumpDelay : StudioCommand
{
    public override bool TakesEffectAtOnce => true;

    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        return talk.Mix.Delay.IsUnused ? MixFaults.NoDelay : new DelayDumped();
    }
}

/// <summary>What the delay held back was thrown away.</summary>
internal sealed record DelayDumped : TalkEvent
{
    public override RoomChange Change => RoomChange.OfMix;

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Mix = talk.Mix with { Delay = talk.Mix.Delay with { Dumps = talk.Mix.Delay.Dumps + 1, DumpedAt = stamp.At } },
    };
}
