namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>
/// Where a tick lies: in the time of day, and in the programme's recording. All tracks are laid on it, so that they fit to
/// a sample. Parts end at the same ticks on every track.
/// </summary>
internal sealed class TapeTimeline(IProgrammeTime clock)
{
    private const int KeptStretches = 64; // how far a track may be behind
    private const long PartTicks = 10 * AudioFrame.PerSecond;

    // A clock that is late for a moment has set nothing right; one that was set has.
    private static readonly TimeSpan Jump = TimeSpan.FromSeconds(1);

    private readonly List<Stretch> _stretches = [];
    private long? _firstTick;

    /// <summary>The programme's tape begins a part at a tick.</summary>
    /// <param name="tick">Its first.</param>
    /// <param name="position">Samples of the programme's recording before it.</param>
    public TapePlace Begin(long tick, long position)
    {
        _firstTick ??= tick;
        var now = clock.TimeOf(tick);
        if (_stretches.Count > 0 && _stretches[^1].At(tick) is var foreseen && foreseen.Position == position && (now - foreseen.Time).Duration() < Jump)
            return foreseen;

        _stretches.Add(new Stretch(tick, new TapePlace(now, position)));
        if (_stretches.Count > KeptStretches)
            _stretches.RemoveAt(0);
        return new TapePlace(now, position);
    }

    /// <summary>Where a tick lies that the programme's tape has come to.</summary>
    public TapePlace PlaceOf(long tick)
    {
        var at = _stretches.FindLastIndex(stretch => stretch.FirstTick <= tick);
        return _stretches[Math.Max(0, at)].At(tick);
    }

    /// <summary>The tick at which the part ends that this one is in.</summary>
    public long EndOfPart(long tick)
    {
        var first = _firstTick ?? tick;
        return first + (((tick - first) / PartTicks) + 1) * PartTicks;
    }

    private readonly record struct Stretch(long FirstTick, TapePlace Place)
    {
        public TapePlace At(long tick) => new(
            Place.Time + ((tick - FirstTick) * AudioFrame.Duration), Math.Max(0, Place.Position + ((tick - FirstTick) * AudioFrame.Length)));
    }
}

/// <summary>A place on the tape.</summary>
/// <param name="Time">When it was heard.</param>
/// <param name="Position">Samples of the programme's recording before it.</param>
internal readonly record struct TapePlace(DateTimeOffset Time, long Position);
