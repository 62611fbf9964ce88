using System.Numerics.Tensors;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Metering;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>What the studio's meters show of the programme. One thread at a time.</summary>
internal sealed class ProgrammeMeter
{
    private const float SilenceDecibels = -30f; // below it radio stations speak of dead air
    private const double Inaudible = -120;

    private static readonly float Silence = Decibels.ToAmplitude(SilenceDecibels);

    private LoudnessMeter _loudness = new();
    private long _silentFrames;

    public ProgrammeView View => new(
        Finite(_loudness.Momentary),
        double.IsFinite(_loudness.Integrated) ? Math.Round(_loudness.Integrated, 1) : null,
        Finite(_loudness.TruePeak),
        Math.Round(_silentFrames * AudioFrame.Duration.TotalSeconds, 1));

    /// <summary>The programme begins: what was measured in the green room does not count.</summary>
    public void Restart()
    {
        _loudness = new LoudnessMeter();
        _silentFrames = 0;
    }

    /// <summary>Measures all that has come since.</summary>
    public void Drain(FrameRing frames)
    {
        while (frames.TryRead(out var frame))
        {
            _loudness.Measure(frame.Samples);
            var peak = MathF.Abs(TensorPrimitives.MaxMagnitude<float>(frame.Samples));
            _silentFrames = peak < Silence ? _silentFrames + 1 : 0;
            frame.Release();
        }
    }

    private static double Finite(double level) => Math.Round(Math.Max(level, Inaudible), 1);
}
