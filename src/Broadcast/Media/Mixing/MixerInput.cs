using System.Numerics.Tensors;
using TalksPlatform.Broadcast.Media.Metering;
using TalksPlatform.Broadcast.Media.Mixing.Strip;

namespace TalksPlatform.Broadcast.Media.Mixing;

/// <summary>
/// One strip of the mixer: a source, its chain, its meter before the fader, and what it adds to the programme behind it. It
/// is set by any thread; the clock's takes it through a tick: read, share, and then add or duck.
/// </summary>
internal sealed class MixerInput(IAudioSource source)
{
    private const int RingingFrames = AudioFrame.PerSecond / 10; // how long a filter sounds after what came in

    private readonly float[] _samples = new float[AudioFrame.Length];
    private readonly float[] _own = new float[AudioFrame.Length];
    private readonly float[] _voice = new float[AudioFrame.Length];
    private readonly AutomixShare _share = new();
    private volatile bool _isBed;
    private int _silentFrames = RingingFrames;

    public StripChain Strip { get; } = new();

    public Fader Fader { get; } = new();

    public LevelMeter Level { get; } = new();

    /// <summary>It is music under the speech, and gives way to it.</summary>
    public bool IsBed
    {
        get => _isBed;
        set => _isBed = value;
    }

    /// <summary>What it gave to the bus at this tick.</summary>
    public ReadOnlySpan<float> Samples => _samples;

    /// <summary>What came through the strip and the fader, as if it were alone: not shared, not ducked. For its track.</summary>
    public ReadOnlySpan<float> Own => _own;

    /// <summary>What came through the strip, before the fader, while <see cref="KeepsVoice"/>. For who hears it off the air.</summary>
    public ReadOnlySpan<float> Voice => _voice;

    /// <summary>Somebody hears it off the air. The clock's thread only.</summary>
    public bool KeepsVoice { get; set; }

    /// <summary>The strip had sound at this tick, before the fader.</summary>
    public bool HasSound { get; private set; }

    /// <summary>What the gain sharing makes of it just now, as an amplitude.</summary>
    public float Share => _share.Gain;

    /// <summary>Reads the source through the strip.</summary>
    public void Read()
    {
        _silentFrames = source.Read(_samples) ? 0 : _silentFrames + 1;
        HasSound = _silentFrames == 0 || (_silentFrames < RingingFrames && Strip.Settings.HighPass);
        if (HasSound)
            Strip.Process(_samples);
        Level.Measure(_samples);
    }

    /// <summary>Tells of its power, if it shares.</summary>
    public void Listen(Automixer automixer)
    {
        if (Shares)
            _share.Listen(automixer, _samples);
    }

    /// <summary>Takes its share and passes the fader, after all have told of their power.</summary>
    public void Pass(Automixer automixer)
    {
        _samples.AsSpan().CopyTo(_own);
        if (KeepsVoice)
            _samples.AsSpan().CopyTo(_voice);
        if (Shares)
            _share.Take(automixer, _samples);
        else if (Strip.Settings.Automix)
            _share.Rest(_samples);
        else
            _share.Pass(_samples);
        Fader.Apply(_samples, _own);
    }

    public void Duck(Ducker ducker) => ducker.Apply(_samples);

    public void AddTo(Span<float> bus)
    {
        if (HasSound)
            TensorPrimitives.Add(bus, _samples, bus);
    }

    private bool Shares => Strip.Settings.Automix && Fader.Target != 0f;
}
