using System.Numerics.Tensors;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Metering;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>What the studio's meters show of the programme; it rides the programme by what they show. One thread at a time.</summary>
internal sealed class ProgrammeMeter(ProgrammeLegs legs)
{
    private const float SilenceDecibels = -30f; // below it radio stations speak of dead air
    private const double Inaudible = -120;

    private static readonly float Silence = Decibels.ToAmplitude(SilenceDecibels);

    private readonly LoudnessRider _rider = new();
    private LoudnessMeter _clean = new();
    private LoudnessMeter _radio = new();
    private LoudnessMeter _web = new();
    private long _silentFrames;

    public ProgrammeView View => new(
        Finite(_clean.Momentary),
        Finite(_clean.ShortTerm),
        IntegratedOf(_clean),
        Math.Round(_clean.Range, 1),
        Finite(_clean.TruePeak),
        Math.Round(_silentFrames * AudioFrame.Duration.TotalSeconds, 1),
        Math.Round(_rider.GainDb, 1),
        Math.Round(legs.Delay.TotalSeconds, 1),
        ViewOf(_radio),
        ViewOf(_web));

    /// <summary>The programme begins: what was measured in the green room does not count.</summary>
    public void Restart()
    {
        (_clean, _radio, _web) = (new LoudnessMeter(), new LoudnessMeter(), new LoudnessMeter());
        _silentFrames = 0;
    }

    /// <summary>Measures all that has come since.</summary>
    public void Measure()
    {
        while (legs.Meter(ProgrammeLeg.Clean).TryRead(out var frame))
        {
            if (_clean.Measure(frame.Samples))
                _rider.Ride(_clean.Momentary, _clean.ShortTerm);
            var peak = MathF.Abs(TensorPrimitives.MaxMagnitude<float>(frame.Samples));
            _silentFrames = peak < Silence ? _silentFrames + 1 : 0;
            frame.Release();
        }
        legs.Ride(_rider.GainDb);
        Drain(legs.Meter(ProgrammeLeg.Radio), _radio);
        Drain(legs.Meter(ProgrammeLeg.Web), _web);
    }

    private static void Drain(FrameRing frames, LoudnessMeter meter)
    {
        while (frames.TryRead(out var frame))
        {
            meter.Measure(frame.Samples);
            frame.Release();
        }
    }

    private static LegView ViewOf(LoudnessMeter meter) => new(Finite(meter.ShortTerm), IntegratedOf(meter), Finite(meter.TruePeak));

    private static double? IntegratedOf(LoudnessMeter meter) =>
        double.IsFinite(meter.Integrated) ? Math.Round(meter.Integrated, 1) : null;

    private static double Finite(double level) => Math.Round(Math.Max(level, Inaudible), 1);
}
