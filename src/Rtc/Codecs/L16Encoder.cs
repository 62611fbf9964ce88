using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Codecs;

/// <summary>L16: samples in network order; each channel bears the same mono.</summary>
internal sealed class L16Encoder(int sampleRate, int channels) : IAudioEncoder
{
    public int SampleRate => sampleRate;

    public int Encode(ReadOnlySpan<float> pcm, Span<byte> payload)
    {
        var written = 0;
        foreach (var sample in pcm)
        {
            var rounded = Pcm16.FromFloat(sample);
            for (var channel = 0; channel < channels; channel++, written += sizeof(short))
                BinaryPrimitives.WriteInt16BigEndian(payload[written..], rounded);
        }

        return written;
    }

    public void Dispose()
    {
    }
}
