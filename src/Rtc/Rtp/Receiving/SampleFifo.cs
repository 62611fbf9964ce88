using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// Decoded sound at 48 kHz that waits to be read. It can be made a little shorter or longer by one pitch period, which
/// nobody hears, to follow the far end's clock.
/// </summary>
internal sealed class SampleFifo
{
    private const int LeastLag = 120; // 2.5 ms
    private const int MostLag = 480;
    private const int Blend = 480;
    private readonly float[] _samples = new float[8 * VoiceFrame.Samples];
    private readonly float[] _blended = new float[Blend];

    /// <summary>Samples waiting.</summary>
    public int Count { get; private set; }

    /// <summary>Room for more: fill some and <see cref="Grow"/>.</summary>
    public Span<float> Free => _samples.AsSpan(Count);

    /// <summary>So many samples were written to <see cref="Free"/>.</summary>
    public void Grow(int samples) => Count += samples;

    /// <summary>Takes the oldest samples; what is missing is silence.</summary>
    public void Read(Span<float> frame)
    {
        var available = Math.Min(frame.Length, Count);
        _samples.AsSpan(0, available).CopyTo(frame);
        frame[available..].Clear();
        Count -= available;
        _samples.AsSpan(available, Count).CopyTo(_samples);
    }

    /// <summary>Cuts one pitch period out of the next 20 ms, which must be there.</summary>
    public void Shrink()
    {
        var lag = FindLag();
        BlendOver(from: Blend - lag, to: Blend);
        _blended.CopyTo(_samples.AsSpan(Blend - lag));
        _samples.AsSpan(2 * Blend, Count - (2 * Blend)).CopyTo(_samples.AsSpan((2 * Blend) - lag));
        Count -= lag;
    }

    /// <summary>Repeats one pitch period in the next 20 ms, which must be there.</summary>
    public void Stretch()
    {
        var lag = FindLag();
        if (Count + lag > _samples.Length)
            return;
        BlendOver(from: Blend, to: Blend - lag);
        _samples.AsSpan((2 * Blend) - lag, Count - (2 * Blend) + lag).CopyTo(_samples.AsSpan(2 * Blend));
        _blended.CopyTo(_samples.AsSpan(Blend));
        Count += lag;
    }

    /// <summary>Throws everything away.</summary>
    public void Clear() => Count = 0;

    private int FindLag() => PitchPeriod.Find(_samples.AsSpan(0, 2 * Blend), LeastLag, MostLag, Blend);

    private void BlendOver(int from, int to)
    {
        for (var i = 0; i < Blend; i++)
        {
            var share = (i + 0.5f) / Blend;
            _blended[i] = (_samples[from + i] * (1 - share)) + (_samples[to + i] * share);
        }
    }
}
