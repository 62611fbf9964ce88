using System.Buffers.Binary;

namespace TalksPlatform.Server.Demo;

/// <summary>A voice from a WAV file: 16-bit mono PCM, as the recorded prompts of telephone systems are.</summary>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="Samples">Full scale ±1.</param>
internal sealed record WavFile(int SampleRate, float[] Samples)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is not 16-bit mono PCM.</exception>
    public static WavFile Read(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        if (bytes.Length < 44 || !bytes[..4].SequenceEqual("RIFF"u8) || !bytes[8..12].SequenceEqual("WAVE"u8))
            throw new InvalidDataException($"{path} is not a WAV file.");
        var rate = 0;
        for (var chunk = bytes[12..]; chunk.Length >= 8;)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(chunk[4..]);
            var body = chunk[8..];
            if (size < 0 || size > body.Length)
                size = body.Length; // a recording that is still growing says less than it has
            if (chunk[..4].SequenceEqual("fmt "u8))
            {
                if (BinaryPrimitives.ReadInt16LittleEndian(body[2..]) != 1 || BinaryPrimitives.ReadInt16LittleEndian(body[14..]) != 16)
                    throw new InvalidDataException($"{path} is not 16-bit mono PCM.");
                rate = BinaryPrimitives.ReadInt32LittleEndian(body[4..]);
            }
            else if (chunk[..4].SequenceEqual("data"u8))
            {
                return new WavFile(rate, ToFloats(body[..size]));
            }

            chunk = body[Math.Min(size + (size & 1), body.Length)..];
        }

        throw new InvalidDataException($"{path} has no sound in it.");
    }

    /// <summary>16-bit little-endian samples as floats.</summary>
    public static float[] ToFloats(ReadOnlySpan<byte> pcm)
    {
        var samples = new float[pcm.Length / 2];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(pcm[(2 * i)..]) / 32768f;
        return samples;
    }

    /// <summary>A stretch of it.</summary>
    public WavFile Cut(TimeSpan from, TimeSpan to) => this with
    {
        Samples = Samples[At(from)..At(to)],
    };

    /// <summary>The same sound at 48 kHz, for a rate that divides it, by a windowed sinc.</summary>
    public float[] At48Kilohertz()
    {
        var ratio = 48_000 / SampleRate;
        if (ratio * SampleRate != 48_000)
            throw new InvalidDataException($"A voice of {SampleRate} Hz does not divide 48 kHz.");
        if (ratio == 1)
            return Samples;
        const int Reach = 16;
        var phases = new float[ratio][];
        for (var phase = 0; phase < ratio; phase++)
        {
            phases[phase] = new float[2 * Reach];
            for (var tap = 0; tap < 2 * Reach; tap++)
            {
                var x = tap - Reach + 1 - ((double)phase / ratio);
                var sinc = x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
                phases[phase][tap] = (float)(sinc * (0.5 + (0.5 * Math.Cos(Math.PI * x / Reach))));
            }
        }

        var up = new float[Samples.Length * ratio];
        for (var i = 0; i < up.Length; i++)
        {
            var (at, phase) = Math.DivRem(i, ratio);
            var sum = 0f;
            for (var tap = 0; tap < 2 * Reach; tap++)
            {
                var from = at + tap - Reach + 1;
                if ((uint)from < (uint)Samples.Length)
                    sum += Samples[from] * phases[phase][tap];
            }

            up[i] = sum;
        }

        return up;
    }

    private int At(TimeSpan time) => Math.Min(Samples.Length, (int)(time.TotalSeconds * SampleRate));
}
