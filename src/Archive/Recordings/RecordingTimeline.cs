namespace TalksPlatform.Archive.Recordings;

/// <summary>
/// Maps the wall clock onto the replay. The parts of a recording follow one another without the gaps between them, so a
/// moment that fell into a gap is found where the next part begins.
/// </summary>
internal sealed class RecordingTimeline
{
    private readonly List<Stretch> _stretches = [];

    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="parts">In their order.</param>
    public RecordingTimeline(int sampleRate, IEnumerable<JoinedPart> parts)
    {
        var samples = 0L;
        foreach (var part in parts)
        {
            _stretches.Add(new Stretch(part.StartedAt, Seconds(samples), Seconds(part.Samples)));
            samples += part.Samples;
        }
        Duration = Seconds(samples);

        TimeSpan Seconds(long count) => TimeSpan.FromTicks((long)(count * (Int128)TimeSpan.TicksPerSecond / sampleRate));
    }

    /// <summary>The replay's length.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The place in the replay that was recorded at this moment; never outside the replay.</summary>
    public TimeSpan PositionOf(DateTimeOffset moment)
    {
        var position = TimeSpan.Zero;
        foreach (var stretch in _stretches)
        {
            if (moment < stretch.StartedAt)
                break;
            var inside = moment - stretch.StartedAt;
            position = stretch.Offset + (inside < stretch.Length ? inside : stretch.Length);
        }
        return position;
    }

    private readonly record struct Stretch(DateTimeOffset StartedAt, TimeSpan Offset, TimeSpan Length);
}
