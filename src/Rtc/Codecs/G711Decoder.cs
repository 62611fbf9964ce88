namespace TalksPlatform.Rtc.Codecs;

/// <summary>G.711 with concealment by waveform repetition.</summary>
internal sealed class G711Decoder(float[] law) : IAudioDecoder
{
    private readonly WaveformConcealer _concealer = new(8_000);

    public int SampleRate => 8_000;

    public int SamplesIn(ReadOnlySpan<byte> payload) => payload.Length;

    public int Decode(ReadOnlySpan<byte> payload, Span<float> pcm)
    {
        if (payload.Length > pcm.Length)
            return 0;
        for (var i = 0; i < payload.Length; i++)
            pcm[i] = law[payload[i]];
        _concealer.Follow(pcm[..payload.Length]);
        return payload.Length;
    }

    public void Conceal(Span<float> pcm) => _concealer.Conceal(pcm);

    public bool TryRecover(ReadOnlySpan<byte> nextPayload, Span<float> pcm) => false;

    public void Dispose()
    {
    }
}
