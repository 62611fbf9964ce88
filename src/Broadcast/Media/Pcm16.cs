using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TalksPlatform.Broadcast.Media;

/// <summary>Samples as files and encoders take them: 16 bit, little endian.</summary>
internal static class Pcm16
{
    public const int BytesPerSample = sizeof(short);
    public const int BytesPerFrame = AudioFrame.Length * BytesPerSample;

    /// <summary>Writes the samples, those beyond full scale clipped.</summary>
    /// <param name="bytes">Receives two bytes a sample.</param>
    public static void Write(ReadOnlySpan<float> samples, Span<byte> bytes)
    {
        var target = MemoryMarshal.Cast<byte, short>(bytes);
        Write(samples, target);
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(target[..samples.Length], target);
    }

    /// <summary>Writes the samples as numbers, those beyond full scale clipped.</summary>
    /// <param name="target">Receives one a sample.</param>
    public static void Write(ReadOnlySpan<float> samples, Span<short> target)
    {
        for (var i = 0; i < samples.Length; i++)
            target[i] = (short)Math.Clamp(MathF.Round(samples[i] * 32767f), short.MinValue, short.MaxValue);
    }

    /// <summary>Reads samples back.</summary>
    /// <param name="samples">Receives one for two bytes.</param>
    public static void Read(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(i * BytesPerSample)..]) / 32768f;
    }
}
