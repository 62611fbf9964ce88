using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Codecs;

/// <summary>L16: samples in network order, channels side by side, mixed to mono; lost packets by waveform repetition.</summary>
internal sealed class L16Decoder(int sampleRate, int channels) : IAudioDecoder
{
    private const float FullScale = 32_768f;
    private readonly WaveformConcealer _concealer = new(sampleRate);
    private readonly float _scale = 1 / (FullScale * channels);
    private readonly int _bytesPerSample = sizeof(short) * channels;

    public int SampleRate => sampleRate;

    public int SamplesIn(ReadOnlySpan<byte> payload) => payload.Length / _bytesPerSample;

    public int Decode(ReadOnlySpan<byte> payload, Span<float> pcm)
    {
        var samples = SamplesIn(payload);
        if (samples > pcm.Length)
            return 0;

        for (var i = 0; i < samples; i++)
        {
            var sum = 0;
            for (var channel = 0; channel < channels; channel++)
                sum += BinaryPrimitives.ReadInt16BigEndian(payload[((i * _bytesPerSample) + (channel * sizeof(short)))..]);
            pcm[i] = sum * _scale;
        }

        _concealer.Follow(pcm[..samples]);
        return samples;
    }

    public void Conceal(Span<float> pcm) => _concealer.Conceal(pcm);

    public bool TryRecover(ReadOnlySpan<byte> nextPayload, Span<float> pcm) => false;

    public void Dispose()
    {
    }
}
