using System.Numerics.Tensors;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>
/// What is heard while the far end says that it is silent (RFC 7587 §3.1.3): its noise fades out, and then nothing is decoded.
/// Every 400 ms it sends a packet of that noise, which stays unheard; a voice is heard from its first packet on.
/// </summary>
internal sealed class SilenceGuess
{
    private const int SampleRate = VoiceFrame.SampleRate; // of Opus, which alone is silent in this way
    private const int FadeOutSamples = SampleRate / 20;
    private const int FadeInSamples = SampleRate / 200;
    private const float Louder = 4f; // 6 dB above the noise is more than noise

    private float _noise; // its power
    private int _faded;
    private bool _hasPassedOne;

    /// <summary>All is 0, and nothing need be decoded but what may be a voice.</summary>
    public bool IsSilent { get; private set; }

    /// <summary>A packet was decoded, unless it says nothing and all is silent anyway.</summary>
    /// <param name="sound">What was heard in it; cleared when it is not to be.</param>
    /// <param name="saysSilence">It is a packet that says that there is nothing.</param>
    public void Hear(Span<float> sound, bool saysSilence)
    {
        if (saysSilence)
        {
            Begin(sound);
            return;
        }

        if (!IsSilent)
            return;
        if (!_hasPassedOne && Power(sound) <= Louder * _noise)
        {
            _hasPassedOne = true; // a second one is no packet of noise between two silences
            sound.Clear();
            return;
        }

        IsSilent = false;
        for (var i = 0; i < Math.Min(FadeInSamples, sound.Length); i++)
            sound[i] *= (i + 1f) / FadeInSamples;
    }

    /// <summary>What was made up for a packet that was not sent.</summary>
    public void FadeOut(Span<float> sound)
    {
        for (var i = 0; i < sound.Length; i++)
            sound[i] *= Math.Max(1f - ((float)++_faded / FadeOutSamples), 0f);
        IsSilent = _faded >= FadeOutSamples;
    }

    /// <summary>Another voice comes.</summary>
    public void Reset() => (IsSilent, _hasPassedOne) = (false, false);

    private void Begin(Span<float> sound)
    {
        _hasPassedOne = false;
        if (IsSilent)
        {
            sound.Clear();
            return;
        }
        _noise = Power(sound);
        _faded = 0;
    }

    private static float Power(ReadOnlySpan<float> sound) => TensorPrimitives.SumOfSquares(sound) / sound.Length;
}
