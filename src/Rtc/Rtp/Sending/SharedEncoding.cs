using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// One encoding of a voice for all far ends that agreed on the same and lose alike, each of which has numbers and keys of its
/// own. One thread at a time encodes; then several may send.
/// </summary>
public sealed class SharedEncoding : IDisposable
{
    private readonly byte[] _payload = new byte[RtpPacket.MaxLength];
    private readonly PacketEncoder _encoder;
    private readonly Terms _terms;
    private int _length;

    /// <summary>An encoding that suits this far end.</summary>
    /// <param name="like">One of those whom it is for.</param>
    public SharedEncoding(AudioSender like)
    {
        _terms = Terms.Of(like);
        _encoder = new PacketEncoder(like.Format, (_terms.Options ?? new EncoderOptions()) with
        {
            ExpectedLossPercent = _terms.LossPercent,
            Bitrate = _terms.Bitrate,
        });
    }

    /// <summary>A far end can be sent such an encoding: a packet is a frame, so that changing over leaves nothing behind.</summary>
    public static bool IsFor(AudioSender sender) => sender.Format.PacketMilliseconds == VoiceFrame.Milliseconds;

    /// <summary>This one is what the far end would be sent if it were alone.</summary>
    public bool Suits(AudioSender sender) => Terms.Of(sender) == _terms;

    /// <summary>Encodes one frame: 960 samples at 48 kHz.</summary>
    public void Encode(ReadOnlySpan<float> frame)
    {
        _encoder.Add(frame);
        _encoder.TryEncode(_payload, out _length);
    }

    /// <summary>Sends what was encoded last.</summary>
    public void SendTo(AudioSender sender) => sender.SendEncoded(_payload.AsSpan(0, _length));

    /// <inheritdoc/>
    public void Dispose() => _encoder.Dispose();

    private readonly record struct Terms(
        AudioCodec Codec, int Channels, bool DiscontinuousTransmission, int LossPercent, int Bitrate, EncoderOptions? Options)
    {
        public static Terms Of(AudioSender sender)
        {
            var format = sender.Format;
            return new Terms(
                format.Codec,
                format.Channels,
                format.DiscontinuousTransmission,
                sender.Tuning.LossPercent,
                sender.Tuning.Bitrate,
                sender.Options);
        }
    }
}
