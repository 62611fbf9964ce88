using System.Numerics.Tensors;
using TalksPlatform.Broadcast.Media.Sounds;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>
/// Hears both ways of a station's line, tick by tick: what comes from it, before any fader, and what it is sent. Heard by the
/// clock's thread, read by the watch.
/// </summary>
internal sealed class StationEar
{
    private readonly Decimator _receiving = new();
    private readonly Decimator _sending = new();
    private readonly float[] _sent = new float[AudioFrame.Length];
    private readonly float[] _pair = new float[2 * Decimator.Length];

    /// <summary>A frame of 8 kHz that came, and behind it the one that was sent at the same tick.</summary>
    public SampleRing Pairs { get; } = new(5 * AudioFrame.PerSecond, 2 * Decimator.Length);

    /// <summary>This came from the line.</summary>
    public void Receive(ReadOnlySpan<float> samples) => _receiving.Process(samples, _pair.AsSpan(0, Decimator.Length));

    /// <summary>This is sent to it: the programme without what it gave itself.</summary>
    public void Send(ReadOnlySpan<float> programme, ReadOnlySpan<float> own)
    {
        TensorPrimitives.Subtract(programme, own, _sent);
        _sending.Process(_sent, _pair.AsSpan(Decimator.Length));
        Pairs.TryWrite(_pair);
    }
}
