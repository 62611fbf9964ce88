namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// The hearing end of one voice: RTP in, 20 ms frames of 48 kHz out, with lost packets made up and jitter evened out.
/// One thread (at a time) calls <see cref="Receive"/>, another calls <see cref="Read"/>; neither waits for the other.
/// </summary>
public sealed class AudioReceiver : IDisposable
{
    /// <summary>Makes a receiver for what was agreed.</summary>
    public AudioReceiver(AudioFormat format, JitterOptions? options = null)
    {
        Format = format;
        Options = options ?? new JitterOptions();
    }

    /// <summary>A key was pressed at the far end (RFC 4733): 0-9, *, #, A-D; once a key; raised on the network thread.</summary>
    public event Action<char>? Digit;

    /// <summary>What was agreed.</summary>
    public AudioFormat Format { get; }

    /// <summary>How well the voice arrives.</summary>
    public ReceiverStatistics Statistics => default;

    private JitterOptions Options { get; }

    /// <summary>Takes one RTP packet from the network; anything hostile or malformed is counted and dropped.</summary>
    public void Receive(ReadOnlySpan<byte> rtpPacket)
    {
        if (rtpPacket.IsEmpty)
            Digit?.Invoke('0');
    }

    /// <summary>
    /// Fills the next 20 ms (960 samples). Never blocks, locks or allocates: made for the mixer's tick.
    /// </summary>
    /// <returns>False, and a cleared frame, while the far end sends nothing.</returns>
    public bool Read(Span<float> frame)
    {
        frame.Clear();
        return false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
