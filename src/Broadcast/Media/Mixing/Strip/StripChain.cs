namespace TalksPlatform.Broadcast.Media.Mixing.Strip;

/// <summary>
/// What a strip makes of its voice before the fader: gain, high pass, gate, leveller. Set by any thread, applied by the
/// clock's; no change of a setting clicks. With neutral settings the sound passes bit for bit.
/// </summary>
internal sealed class StripChain
{
    private readonly float[] _dry = new float[AudioFrame.Length];
    private readonly SpeechEar _ear = new();
    private readonly SpeechGate _gate = new();
    private readonly Leveller _leveller = new();
    private readonly Fader _trim = new(1f);
    private volatile HighPass? _highPass;
    private HighPass? _applied;

    /// <summary>In dB.</summary>
    public float GainDb
    {
        set => _trim.Target = value == 0f ? 1f : Decibels.ToAmplitude(value);
    }

    public bool HighPass
    {
        get => _highPass is not null;
        set => _highPass = value ? _highPass ?? new HighPass() : null;
    }

    public bool Gate { get; set; }

    public bool Level { get; set; }

    /// <summary>What the gate makes of the sound just now, in dB.</summary>
    public float GateDb => Decibels.FromAmplitude(_gate.Gain);

    /// <summary>What the leveller makes of the sound just now, in dB.</summary>
    public float LevelDb => _leveller.GainDb;

    public void Process(Span<float> samples)
    {
        _trim.Apply(samples);
        Filter(samples);

        var (gate, level) = (Gate, Level);
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

        // One of the two is none: the sound goes over from one to the other within this frame.
        samples.CopyTo(_dry);
        (wanted ?? before)!.Process(samples);
        if (wanted is not null)
        {
            Ramp.Cross(_dry, samples);
        }
        else
        {
            Ramp.Cross(samples, _dry);
            _dry.CopyTo(samples);
        }
        _applied = wanted;
    }
}
