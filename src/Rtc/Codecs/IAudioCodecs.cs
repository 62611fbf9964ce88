namespace TalksPlatform.Rtc.Codecs;

/// <summary>Turns a packet's worth of sound at the codec's own rate into a payload. One thread at a time.</summary>
public interface IAudioEncoder : IDisposable
{
    /// <summary>Samples per second that it takes.</summary>
    int SampleRate { get; }

    /// <summary>
    /// Encodes 10 to 60 ms of mono, full scale ±1 (louder is clipped); Opus takes 10, 20, 40 or 60 ms (RFC 6716 §2.1.4).
    /// </summary>
    /// <returns>Bytes written; 0 when the codec chose to send nothing (Opus DTX).</returns>
    int Encode(ReadOnlySpan<float> pcm, Span<byte> payload);

    /// <summary>Prepares for a share of lost packets and keeps to a bitrate; codecs that cannot do nothing.</summary>
    void Adapt(int lossPercent, int bitrate)
    {
    }
}

/// <summary>Turns payloads into mono sound at the codec's own rate. One thread at a time; allocates nothing.</summary>
public interface IAudioDecoder : IDisposable
{
    /// <summary>Samples per second that it gives.</summary>
    int SampleRate { get; }

    /// <summary>How many samples a payload holds, without decoding it; 0 when it is malformed.</summary>
    int SamplesIn(ReadOnlySpan<byte> payload);

    /// <summary>Decodes the next payload.</summary>
    /// <returns>Samples written; 0 when it is malformed.</returns>
    int Decode(ReadOnlySpan<byte> payload, Span<float> pcm);

    /// <summary>Makes up what a lost payload may have held, fading out when it goes on.</summary>
    void Conceal(Span<float> pcm);

    /// <summary>Restores a lost payload from the one after it, when the codec carries such help.</summary>
    /// <returns>False, with nothing written, when it does not.</returns>
    bool TryRecover(ReadOnlySpan<byte> nextPayload, Span<float> pcm);

    /// <summary>Whether a payload also bears the one before it, for <see cref="TryRecover"/>.</summary>
    bool BearsPrevious(ReadOnlySpan<byte> payload) => false;
}
