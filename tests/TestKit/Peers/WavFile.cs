using System.Buffers.Binary;
using System.Text;

namespace TalksPlatform.TestKit.Peers;

/// <summary>Mono or stereo 16-bit WAV files, of which the first channel counts.</summary>
public static class WavFile
{
    private const int HeaderLength = 44;

    /// <summary>Writes a file with the same sound in each channel.</summary>
    public static void Write(string path, int sampleRate, ReadOnlySpan<float> samples, int channels = 1)
    {
        var frameLength = 2 * channels;
        var file = new byte[HeaderLength + (frameLength * samples.Length)];
        Encoding.ASCII.GetBytes("RIFF    WAVEfmt ").CopyTo(file, 0);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), frameLength * sampleRate);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), (short)frameLength);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        Encoding.ASCII.GetBytes("data").CopyTo(file, 36);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), frameLength * samples.Length);
        for (var i = 0; i < samples.Length * channels; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(
                file.AsSpan(HeaderLength + (2 * i)), (short)(samples[i / channels] * short.MaxValue));
        }

        File.WriteAllBytes(path, file);
    }

    /// <summary>Reads a file, also one that is still being written and whose lengths are not yet right.</summary>
    public static (float[] Samples, int SampleRate) Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var file = memory.ToArray();
        if (file.Length < HeaderLength)
            return ([], 0);

        var channels = BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(22));
        var sampleRate = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(24));
        if (channels == 0)
            return ([], 0); // written at the end only

        var samples = new float[(file.Length - HeaderLength) / (2 * channels)];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(HeaderLength + (2 * i * channels))) / 32_768f;
        return (samples, sampleRate);
    }
}
