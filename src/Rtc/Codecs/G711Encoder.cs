namespace TalksPlatform.Rtc.Codecs;

/// <summary>G.711: one byte a sample at 8 kHz.</summary>
internal sealed class G711Encoder(Func<short, byte> law) : IAudioEncoder
{
    public int SampleRate => 8_000;

    public int Encode(ReadOnlySpan<float> pcm, Span<byte> payload)
    {
        for (var i = 0; i < pcm.Length; i++)
            payload[i] = law(Pcm16.FromFloat(pcm[i]));
        return pcm.Length;
    }

    public void Dispose()
    {
    }
}
