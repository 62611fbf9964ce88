using TalksPlatform.Broadcast.Mix;

namespace TalksPlatform.Broadcast.Media.Mixing.Strip;

/// <summary>
/// What a strip makes of its voice before the fader: gain, high pass, gate, leveller. Set by any thread, applied by the
/// clock's; no change of a setting clicks. With neutral settings the sound passes bit for bit.
/// </summary>
internal sealed class StripChain
{
    private readonly float[] _before = new float[AudioFrame.Length];
    private readonly SpeechEar _ear = new();
    private readonly SpeechGate _gate = new();
    private readonly Leveller _leveller = new();
    private readonly Fader _trim = new(1f);
    private volatile StripSettings _settings = StripSettings.Neutral;
    private volatile HighPass? _highPass;
    private HighPass? _applied;

    /// <summary>What is wanted of it.</summary>
    public StripSettings Settings
    {
        get => _settings;
        set
        {
            _trim.Target = value.GainDb == 0 ? 1f : Decibels.ToAmplitude((float)value.GainDb);
            _highPass = value.HighPass ? _highPass ?? new HighPass() : null;
            _settings = value;
        }
    }

    /// <summary>What the gate makes of the sound just now, in dB.</summary>
    public float GateDb => Decibels.FromAmplitude(_gate.Gain);

    /// <summary>What the leveller makes of the sound just now, in dB.</summary>
    public float LevelDb => _leveller.GainDb;

    /// <summary>Takes a frame through the chain.</summary>
    public void Process(Span<float> samples)
    {
        _trim.Apply(samples);
        Filter(samples);

        var (gate, level) = (_settings.Gate, _settings.Level);
        if (gate || level)
            _ear.Listen(samples);
        if (gate || _gate.Gain != 1f)
            _gate.Process(gate, _ear, samples);
        if (level || _leveller.GainDb != 0f)
            _leveller.Process(level, _ear.HearsSpeech, samples);
    }

    private void Filter(Span<float> samples)
    {
        var (before, wanted) = (_applied, _highPass);
        if (before == wanted)
        {
            wanted?.Process(samples);
            return;
        }

        samples.CopyTo(_before);
        before?.Process(_before);
        wanted?.Process(samples);
        Ramp.In(_before, samples);
        _applied = wanted;
    }
}
