using System.Runtime.InteropServices;
using TalksPlatform.Rtc.Native;

namespace TalksPlatform.Rtc.Codecs;

/// <summary>G.722 at 64 kbit/s: 7 kHz of sound in the room of a telephone call.</summary>
internal sealed class G722Encoder : IAudioEncoder
{
    internal const int Bitrate = 64_000;
    internal const int SamplesPerByte = 2;
    private const int LongestMilliseconds = 60;

    private readonly Spandsp.G722EncoderHandle _encoder = Spandsp.CreateG722Encoder(0, Bitrate, 0);
    private readonly short[] _pcm = new short[16 * LongestMilliseconds];

    public int SampleRate => 16_000;

    public int Encode(ReadOnlySpan<float> pcm, Span<byte> payload)
    {
        if (payload.Length < pcm.Length / SamplesPerByte)
            throw new ArgumentException($"{pcm.Length} samples need more than {payload.Length} bytes", nameof(payload));
        Pcm16.FromFloat(pcm, _pcm);
        return Spandsp.EncodeG722(
            _encoder, ref MemoryMarshal.GetReference(payload), in MemoryMarshal.GetArrayDataReference(_pcm), pcm.Length);
    }

    public void Dispose() => _encoder.Dispose();
}
