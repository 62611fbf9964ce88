namespace TalksPlatform.Broadcast.Media.Mixing.Strip;

/// <summary>
/// Turns the room down by 12 dB while nobody speaks in it; no more, so that the line never sounds dead. A frame in which
/// speech begins is open from its first sample on. After the last word it stays open for half a second and closes by 30 dB a
/// second: a pause between two words never sees it, and noise below the threshold moves nothing.
/// </summary>
internal sealed class SpeechGate
{
    private const int HoldBlocks = AudioFrame.PerSecond * SpeechEar.Blocks / 2;

    private static readonly float Floor = Decibels.ToAmplitude(-12f);
    private static readonly float Fall = Decibels.ToAmplitude(-30f / (AudioFrame.PerSecond * SpeechEar.Blocks));

    private readonly float[] _gains = new float[SpeechEar.Blocks];
    private readonly BlockGain _gain = new();
    private float _open = 1f;
    private int _hold = HoldBlocks;

    /// <summary>What it makes of the sound just now, as an amplitude.</summary>
    public float Gain => _gain.Value;

    /// <summary>Gates a frame.</summary>
    /// <param name="on">Off, it opens and stays open.</param>
    /// <param name="ear">Has heard the frame.</param>
    /// <param name="samples">The frame.</param>
    public void Process(bool on, SpeechEar ear, Span<float> samples)
    {
        for (var block = 0; block < SpeechEar.Blocks; block++)
            _gains[block] = Follow(!on || ear.Powers[block] >= ear.Threshold);

        // What is behind opens what is before: the breath and the soft consonant of a word.
        for (var block = SpeechEar.Blocks - 2; block >= 0; block--)
            _gains[block] = MathF.Max(_gains[block], _gains[block + 1]);

        _gain.Apply(_gains, samples);
    }

    private float Follow(bool speaks)
    {
        if (speaks)
            (_open, _hold) = (1f, HoldBlocks);
        else if (_hold > 0)
            _hold--;
        else
            _open = MathF.Max(Floor, _open * Fall);
        return _open;
    }
}
