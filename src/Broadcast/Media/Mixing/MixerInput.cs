using System.Numerics.Tensors;
using TalksPlatform.Broadcast.Media.Metering;

namespace TalksPlatform.Broadcast.Media.Mixing;

/// <summary>One strip of the mixer: a source, its meter before the fader, and what it adds to the programme behind it.</summary>
internal sealed class MixerInput(IAudioSource source)
{
    private readonly float[] _samples = new float[AudioFrame.Length];

    public Fader Fader { get; } = new();

    public LevelMeter Level { get; } = new();

    /// <summary>What it gave to the bus at this tick.</summary>
    public ReadOnlySpan<float> Samples => _samples;

    /// <summary>The source had sound at this tick, before the fader.</summary>
    public bool HasSound { get; private set; }

    /// <summary>Reads the source and adds it to the bus.</summary>
    public void AddTo(Span<float> bus)
    {
        HasSound = source.Read(_samples);
        Level.Measure(_samples);
        Fader.Apply(_samples);
        if (HasSound)
            TensorPrimitives.Add(bus, _samples, bus);
    }
}
