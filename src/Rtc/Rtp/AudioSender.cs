using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// The speaking end of one voice: 20 ms frames of 48 kHz in, RTP out. Whoever calls <see cref="Send"/> or
/// <see cref="SendEncoded"/>, once every 20 ms, is its clock; digits may be asked for by any thread.
/// </summary>
public sealed class AudioSender : IDisposable
{
    /// <summary>Makes a sender for what was agreed.</summary>
    public AudioSender(AudioFormat format, IRtpTransport transport, EncoderOptions? options = null)
    {
        Format = format;
        Transport = transport;
        Options = options ?? new EncoderOptions();
    }

    /// <summary>What was agreed.</summary>
    public AudioFormat Format { get; }

    private IRtpTransport Transport { get; }

    private EncoderOptions Options { get; }

    /// <summary>Encodes and sends one frame: 960 samples at 48 kHz.</summary>
    public void Send(ReadOnlySpan<float> frame)
    {
    }

    /// <summary>Sends one 20 ms payload that was encoded elsewhere for many listeners of the same format.</summary>
    public void SendEncoded(ReadOnlySpan<byte> payload)
    {
    }

    /// <summary>
    /// Presses a key (0-9, *, #, A-D) for the far end (RFC 4733). It goes out by the clock of <see cref="Send"/>, in the
    /// voice's place, after the keys asked for before.
    /// </summary>
    public void SendDigit(char digit, int milliseconds = 160)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
