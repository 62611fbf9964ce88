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
    private const float Inaudible = 1e-7f; // -70 dBFS
    private const int LongestNoise = 2; // packets: more in a row are no noise between two silences

    private float _noise; // its power
    private float _latest; // the power of the last packet that was heard
    private int _faded;
    private int _unheard;

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

        _latest = Power(sound);
        if (!IsSilent)
            return;
        if (_unheard < LongestNoise && _latest <= Louder * _noise)
        {
            _unheard++;
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
    public void Reset() => (IsSilent, _unheard) = (false, 0);

    private void Begin(Span<float> sound)
    {
        _unheard = 0;
        if (IsSilent)
        {
            sound.Clear();
            return;
        }
        _noise = Math.Max(_latest, Inaudible); // before it says that it is silent a far end has been so for a while
        _faded = 0;
    }

    private static float Power(ReadOnlySpan<float> sound) => TensorPrimitives.SumOfSquares(sound) / sound.Length;
}
