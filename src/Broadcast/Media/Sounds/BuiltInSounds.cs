using TalksPlatform.Broadcast.Media.Metering;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Sounds;

/// <summary>
/// A bed and an ident that every studio has, so that no talk is without something to fall back on. They are made by
/// calculation, belong to nobody, and say nothing in any language.
/// </summary>
internal static class BuiltInSounds
{
    private const double Loudness = -23; // LUFS, as the programme

    private static readonly Lazy<float[]> BedSamples = new(MakeBed);
    private static readonly Lazy<float[]> IdentSamples = new(MakeIdent);

    public static ShelvedSound Bed { get; } = new(
        new Guid("5eed0000-0000-7000-8000-000000000001"), SoundKind.Bed, "Calm bed", Score.BedSeconds, "", 0);

    public static ShelvedSound Ident { get; } = new(
        new Guid("5eed0000-0000-7000-8000-000000000002"), SoundKind.Ident, "Three bells", Score.IdentSeconds, "", 0);

    public static IReadOnlyList<ShelvedSound> All { get; } = [Bed, Ident];

    /// <summary>The sound of this id; null when it is none of these.</summary>
    public static ShelvedSound? Find(SoundId sound) => All.FirstOrDefault(known => known.Id == sound.Value);

    /// <summary>Makes one of them ready for playing, or finds it ready.</summary>
    public static SoundTape Open(ShelvedSound sound) => new MemoryTape(sound == Bed ? BedSamples.Value : IdentSamples.Value);

    /// <summary>Slow chords that breathe, and single notes of a pentatonic scale over them; the end runs into the beginning.</summary>
    private static float[] MakeBed()
    {
        var bed = new Score(Score.BedSeconds);
        double[][] chords = [[130.81, 196.00, 261.63, 329.63], [110.00, 164.81, 261.63, 329.63], [87.31, 174.61, 220.00, 261.63], [98.00, 146.83, 196.00, 293.66]];
        foreach (var (turn, chord) in chords.Index())
            foreach (var note in chord)
                bed.Swell(turn * Score.BedSeconds / chords.Length, note, 0.09f);

        double[] scale = [523.25, 659.26, 783.99, 587.33, 880.00, 783.99, 659.26, 587.33, 523.25, 440.00, 523.25, 659.26, 587.33, 392.00, 440.00, 587.33];
        foreach (var (step, note) in scale.Index())
            bed.Pluck((step + (step % 2 * 0.25)) * Score.BedSeconds / scale.Length, note, 0.16f);
        return Level(bed.Samples);
    }

    private static float[] MakeIdent()
    {
        var ident = new Score(Score.IdentSeconds);
        double[] bells = [523.25, 659.26, 783.99];
        foreach (var (step, note) in bells.Index())
            ident.Pluck(step * 0.35, note, 0.4f);
        return Level(ident.Samples);
    }

    private static float[] Level(float[] samples)
    {
        var gain = Decibels.ToAmplitude((float)(Loudness - SoundLoudness.Of(new MemoryTape(samples)).Integrated));
        for (var i = 0; i < samples.Length; i++)
            samples[i] *= gain;
        return samples;
    }

    /// <summary>Sums notes into a sound that goes round.</summary>
    private sealed class Score(double seconds)
    {
        public const double BedSeconds = 16;
        public const double IdentSeconds = 3;

        private const double Swelling = 6; // seconds
        private const double Ringing = 2.4;

        public float[] Samples { get; } = new float[(int)(seconds * AudioFrame.SampleRate)];

        /// <summary>A note that comes and goes like a breath, a little out of tune with itself.</summary>
        public void Swell(double at, double hertz, float amplitude)
        {
            Breathe(hertz);
            Breathe(hertz * 1.004);

            void Breathe(double part) => Add(at, Swelling, amplitude, played => MathF.Sin((float)(played / Swelling * Math.PI)), part);
        }

        /// <summary>A note that is struck and rings, with two overtones that fade sooner.</summary>
        public void Pluck(double at, double hertz, float amplitude)
        {
            for (var overtone = 1; overtone <= 3; overtone++)
            {
                var fall = 2.2 * overtone;
                Add(at, Math.Min(Ringing, seconds - at), amplitude / (overtone * overtone), played =>
                    (float)(Math.Min(1, played / 0.006) * Math.Exp(-fall * played) * Math.Min(1, (Ringing - played) / 0.3)), hertz * overtone);
            }
        }

        private void Add(double at, double length, float amplitude, Func<double, float> shape, double hertz)
        {
            var (first, count) = ((int)(at * AudioFrame.SampleRate), (int)(length * AudioFrame.SampleRate));
            for (var i = 0; i < count; i++)
            {
                var played = (double)i / AudioFrame.SampleRate;
                Samples[(first + i) % Samples.Length] += amplitude * shape(played) * (float)Math.Sin(2 * Math.PI * hertz * played);
            }
        }
    }
}

/// <summary>How loud a sound is as a whole.</summary>
/// <param name="Integrated">LUFS; minus infinity of silence.</param>
/// <param name="TruePeak">dBTP.</param>
internal sealed record SoundLoudness(double Integrated, double TruePeak)
{
    public static SoundLoudness Of(SoundTape tape)
    {
        var meter = new LoudnessMeter();
        var frame = new float[AudioFrame.Length];
        for (long at = 0; at < tape.Length; at += frame.Length)
        {
            var count = (int)Math.Min(frame.Length, tape.Length - at);
            tape.Read(at, frame.AsSpan(0, count));
            frame.AsSpan(count).Clear();
            meter.Measure(frame);
        }
        return new SoundLoudness(meter.Integrated, meter.TruePeak);
    }
}
