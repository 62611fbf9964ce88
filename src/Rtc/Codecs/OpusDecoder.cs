using System.Runtime.InteropServices;
using TalksPlatform.Rtc.Native;

namespace TalksPlatform.Rtc.Codecs;

/// <summary>Opus (RFC 6716) to 48 kHz mono, with its own concealment and forward error correction.</summary>
public sealed class OpusDecoder : IAudioDecoder
{
    private const int SamplesPer2500Microseconds = 120; // libopus conceals only in whole steps of 2.5 ms
    private readonly Opus.DecoderHandle _decoder;

    /// <summary>Makes a decoder.</summary>
    public OpusDecoder()
    {
        _decoder = Opus.CreateDecoder(SampleRate, channels: 1, out var error);
        if (error < 0)
            throw new InvalidOperationException($"libopus refused to make a decoder: error {error}");
    }

    /// <inheritdoc/>
    public int SampleRate => 48_000;

    /// <inheritdoc/>
    public int SamplesIn(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
            return 0;
        var samples = Opus.SamplesIn(in MemoryMarshal.GetReference(payload), payload.Length, SampleRate);
        return Math.Max(samples, 0);
    }

    /// <inheritdoc/>
    public int Decode(ReadOnlySpan<byte> payload, Span<float> pcm) =>
        payload.IsEmpty ? 0 : Math.Max(Decode(payload, pcm, fec: 0), 0);

    /// <inheritdoc/>
    public void Conceal(Span<float> pcm)
    {
        if (pcm.Length % SamplesPer2500Microseconds != 0 || Decode([], pcm, fec: 0) != pcm.Length)
            pcm.Clear();
    }

    /// <inheritdoc/>
    public bool TryRecover(ReadOnlySpan<byte> nextPayload, Span<float> pcm) =>
        BearsPrevious(nextPayload)
        && pcm.Length % SamplesPer2500Microseconds == 0
        && Decode(nextPayload, pcm, fec: 1) == pcm.Length;

    /// <inheritdoc/>
    /// <remarks>
    /// Only SILK and hybrid payloads can (RFC 6716 §3.1: configurations 0 to 15), and there the LBRR flag says so
    /// (§4.2.3), which follows the voice-activity flags of the mid channel.
    /// </remarks>
    public bool BearsPrevious(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 2 || payload[0] >= 0x80 || (payload[0] & 0x03) != 0)
            return false; // not SILK, or several frames in one packet: then libopus would only conceal

        var configuration = payload[0] >> 3;
        var silkFrames = configuration >= 12 ? 1 : (configuration & 3) switch { 2 => 2, 3 => 3, _ => 1 };
        return (payload[1] >> (7 - silkFrames) & 1) != 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _decoder.Dispose();

    private int Decode(ReadOnlySpan<byte> payload, Span<float> pcm, int fec) => Opus.Decode(
        _decoder,
        in MemoryMarshal.GetReference(payload),
        payload.Length,
        ref MemoryMarshal.GetReference(pcm),
        pcm.Length,
        fec);
}
