using System.Runtime.InteropServices;
using TalksPlatform.Rtc.Native;

namespace TalksPlatform.Rtc.Codecs;

/// <summary>G.722 at 64 kbit/s with concealment by waveform repetition.</summary>
internal sealed class G722Decoder : IAudioDecoder
{
    private const int MaxSamples = 16 * 120; // 120 ms, far longer than anybody packs
    private readonly Spandsp.G722DecoderHandle _decoder = Spandsp.CreateG722Decoder(0, G722Encoder.Bitrate, 0);
    private readonly WaveformConcealer _concealer = new(16_000);
    private readonly short[] _pcm = new short[MaxSamples];

    public int SampleRate => 16_000;

    public int SamplesIn(ReadOnlySpan<byte> payload) => payload.Length * G722Encoder.SamplesPerByte;

    public int Decode(ReadOnlySpan<byte> payload, Span<float> pcm)
    {
        var expected = SamplesIn(payload);
        if (expected == 0 || expected > Math.Min(pcm.Length, _pcm.Length))
            return 0;

        var samples = Spandsp.DecodeG722(
            _decoder,
            ref MemoryMarshal.GetArrayDataReference(_pcm),
            in MemoryMarshal.GetReference(payload),
            payload.Length);
        Pcm16.ToFloat(_pcm.AsSpan(0, samples), pcm);
        _concealer.Follow(pcm[..samples]);
        return samples;
    }

    public void Conceal(Span<float> pcm) => _concealer.Conceal(pcm);

    public bool TryRecover(ReadOnlySpan<byte> nextPayload, Span<float> pcm) => false;

    public void Dispose() => _decoder.Dispose();
}
