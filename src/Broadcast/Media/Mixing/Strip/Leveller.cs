using TalksPlatform.Broadcast.Media.Metering;

namespace TalksPlatform.Broadcast.Media.Mixing.Strip;

/// <summary>
/// Brings every voice to the same loudness, by 12 dB at most and slowly, as a hand on the fader would: what it knows is the
/// mean of the last seconds that were spoken, and it moves by 3 dB a second at most. In silence it stands still.
/// </summary>
internal sealed class Leveller
{
    /// <summary>In LUFS; the programme aims at the same.</summary>
    public const double Target = -23;

    private const float Reach = 12f; // dB
    private const float Pace = 3f / AudioFrame.PerSecond;
    private const float PaceToNeutral = 12f / AudioFrame.PerSecond;
    private const int WindowFrames = 2 * AudioFrame.PerSecond / 5; // 400 ms, R128's momentary loudness
    private const int FirstImpression = AudioFrame.PerSecond / 5; // spoken frames before it moves at all
    private const int Memory = 5 * AudioFrame.PerSecond; // spoken frames
    private const int Channels = 2; // mono is heard from two loudspeakers
    private const double Quietest = -50; // LUFS; what is quieter is not brought up

    private readonly KWeighting _weighting = new();
    private readonly double[] _window = new double[WindowFrames];
    private long _frames;
    private long _spoken;
    private double _power;
    private float _decibels;
    private float _gain = 1f;

    /// <summary>In dB.</summary>
    public float GainDb => _decibels;

    /// <summary>Levels a frame.</summary>
    /// <param name="on">Off, it goes back to 0 dB, still without a jump.</param>
    /// <param name="speaks">The frame has speech in it.</param>
    /// <param name="samples">The frame.</param>
    public void Process(bool on, bool speaks, Span<float> samples)
    {
        if (on)
            Listen(speaks, samples);
        else
            _decibels = Toward(0f, PaceToNeutral);
        Apply(samples);
    }

    private void Listen(bool speaks, ReadOnlySpan<float> samples)
    {
        _window[_frames++ % WindowFrames] = _weighting.Energy(samples) * Channels / AudioFrame.Length;
        var momentary = Momentary;
        if (!speaks || Loudness.OfPower(momentary) < Quietest)
            return;

        _spoken++;
        _power += (momentary - _power) / Math.Min(_spoken, Memory);
        if (_spoken > FirstImpression)
            _decibels = Toward((float)Math.Clamp(Target - Loudness.OfPower(_power), -Reach, Reach), Pace);
    }

    private double Momentary
    {
        get
        {
            var power = 0.0;
            foreach (var frame in _window)
                power += frame;
            return power / Math.Min(_frames, WindowFrames);
        }
    }

    private float Toward(float decibels, float pace) => _decibels + Math.Clamp(decibels - _decibels, -pace, pace);

    private void Apply(Span<float> samples)
    {
        var gain = _decibels == 0f ? 1f : Decibels.ToAmplitude(_decibels);
        Ramp.Apply(_gain, gain, samples);
        _gain = gain;
    }
}
