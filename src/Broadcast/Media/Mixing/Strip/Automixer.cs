namespace TalksPlatform.Broadcast.Media.Mixing.Strip;

/// <summary>
/// Shares the gain of one open microphone among all voices, after Dan Dugan: each gets the root of its part of all their
/// power, so whoever speaks alone passes at 0 dB, two who speak at once get 3 dB less each, and the rooms of those who are
/// silent stay away. The power is that of the very blocks of 2.5 ms that pass, so a first syllable passes with them.
/// </summary>
internal sealed class Automixer
{
    private readonly float[] _sum = new float[SpeechEar.Blocks];

    /// <summary>What all voices that share have of power, block by block.</summary>
    public ReadOnlySpan<float> Sum => _sum;

    /// <summary>A new tick: nobody has spoken yet.</summary>
    public void Begin() => _sum.AsSpan().Clear();

    public void Add(ReadOnlySpan<float> powers)
    {
        for (var block = 0; block < SpeechEar.Blocks; block++)
            _sum[block] += powers[block];
    }
}
