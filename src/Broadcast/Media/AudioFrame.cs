namespace TalksPlatform.Broadcast.Media;

/// <summary>
/// 20 ms of sound: 960 samples of 48 kHz mono, full scale ±1. Whoever keeps it beyond a call retains it, and it goes back
/// to its pool when the last one lets go.
/// </summary>
internal sealed class AudioFrame
{
    public const int SampleRate = 48_000;
    public const int Length = 960;
    public const int PerSecond = SampleRate / Length;

    public static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(20);

    private readonly AudioFramePool _pool;
    private readonly float[] _samples = new float[Length];
    private int _holders;

    internal AudioFrame(AudioFramePool pool) => _pool = pool;

    /// <summary>The clock's tick that it belongs to. A reader that misses numbers knows how much sound it lost.</summary>
    public long Tick { get; private set; }

    public Span<float> Samples => _samples;

    /// <summary>The pool's link to the next free frame.</summary>
    internal AudioFrame? NextFree { get; set; }

    public void Retain() => Interlocked.Increment(ref _holders);

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            _pool.Return(this);
    }

    internal void HandOut(long tick)
    {
        Tick = tick;
        _holders = 1;
    }
}
