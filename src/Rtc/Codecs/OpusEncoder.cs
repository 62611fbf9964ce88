using System.Runtime.InteropServices;
using TalksPlatform.Rtc.Native;

namespace TalksPlatform.Rtc.Codecs;

/// <summary>Opus (RFC 6716) at 48 kHz mono.</summary>
public sealed class OpusEncoder : IAudioEncoder
{
    /// <summary>No 20 ms payload is longer (RFC 6716 §3.2.1).</summary>
    public const int MaxPayloadLength = 1275;

    private const int LongestDtxPayload = 2; // a payload this short says "nothing changed": it need not be sent
    private const int MusicBitrate = 28_000; // below it voices need the model of speech
    private readonly Opus.EncoderHandle _encoder;
    private readonly bool _corrects;
    private readonly bool _isSpeech;
    private bool _silent;

    /// <summary>Makes an encoder.</summary>
    /// <exception cref="InvalidOperationException">The options are out of libopus's range.</exception>
    public OpusEncoder(EncoderOptions? options = null)
    {
        options ??= new EncoderOptions();
        var application = options.Speech ? Opus.ApplicationVoice : Opus.ApplicationAudio;
        _encoder = Opus.CreateEncoder(SampleRate, channels: 1, application, out var error);
        if (error < 0)
            throw new InvalidOperationException($"libopus refused to make an encoder: error {error}");

        (_corrects, _isSpeech) = (options.ForwardErrorCorrection, options.Speech);
        Set(Opus.SetComplexity, options.Complexity);
        Set(Opus.SetInbandFec, options.ForwardErrorCorrection ? 1 : 0);
        Adapt(options.ExpectedLossPercent, options.Bitrate);
        Set(Opus.SetDtx, options.DiscontinuousTransmission ? 1 : 0);
    }

    /// <inheritdoc/>
    public int SampleRate => 48_000;

    /// <inheritdoc/>
    public int Encode(ReadOnlySpan<float> pcm, Span<byte> payload)
    {
        var length = Opus.Encode(
            _encoder,
            in MemoryMarshal.GetReference(pcm),
            pcm.Length,
            ref MemoryMarshal.GetReference(payload),
            payload.Length);
        if (length < 0)
            throw new ArgumentException($"libopus cannot encode {pcm.Length} samples: error {length}", nameof(pcm));

        var wasSilent = _silent;
        _silent = length <= LongestDtxPayload;
        return _silent && wasSilent ? 0 : length; // the first one tells the far end that silence begins
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Where nothing is lost, the speech mode has nothing to carry twice, and the music mode codes a voice at such bitrates as
    /// well for a quarter of the processor's time. libopus changes over between packets without a gap (RFC 6716 §4.5).
    /// </remarks>
    public void Adapt(int lossPercent, int bitrate)
    {
        Set(Opus.SetBitrate, bitrate);
        Set(Opus.SetPacketLossPercent, _corrects ? lossPercent : 0);
        if (_isSpeech && _corrects)
            Set(Opus.SetSignal, lossPercent == 0 && bitrate >= MusicBitrate ? Opus.SignalMusic : Opus.SignalAuto);
    }

    /// <inheritdoc/>
    public void Dispose() => _encoder.Dispose();

    private void Set(int request, int value)
    {
        if (Opus.Control(_encoder, request, value) < 0)
            throw new InvalidOperationException($"libopus refuses {value} for its setting {request}");
    }
}
