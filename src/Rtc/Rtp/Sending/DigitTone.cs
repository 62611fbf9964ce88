namespace TalksPlatform.Rtc.Rtp;

/// <summary>One key press as its two tones (ITU-T Q.23), for far ends that take no keypad events, with a pause after it.</summary>
internal sealed class DigitTone
{
    private const int PauseMilliseconds = 80;
    private const float LowAmplitude = 0.25f; // -9 dBm0
    private const float HighAmplitude = 0.315f; // -7 dBm0: lines weaken high frequencies

    private static readonly double[] Low = [697, 770, 852, 941];
    private static readonly double[] High = [1209, 1336, 1477, 1633];
    private const string Keypad = "123A456B789C*0#D";

    private readonly double _low;
    private readonly double _high;
    private readonly int _sounding;
    private int _position;

    /// <summary>A key that sounds for so long.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no key of a telephone.</exception>
    public DigitTone(char key, int milliseconds)
    {
        var place = Keypad.IndexOf(char.ToUpperInvariant(key), StringComparison.Ordinal);
        if (place < 0)
            throw new ArgumentOutOfRangeException(nameof(key), key, "No telephone has this key");
        _low = 2 * Math.PI * Low[place / 4] / VoiceFrame.SampleRate;
        _high = 2 * Math.PI * High[place % 4] / VoiceFrame.SampleRate;
        _sounding = milliseconds * VoiceFrame.SampleRate / 1000;
    }

    public bool IsOver => _position >= _sounding + (PauseMilliseconds * VoiceFrame.SampleRate / 1000);

    /// <summary>The next 20 ms.</summary>
    public void Fill(Span<float> frame)
    {
        for (var i = 0; i < frame.Length; i++, _position++)
        {
            frame[i] = _position >= _sounding
                ? 0
                : (LowAmplitude * (float)Math.Sin(_low * _position)) + (HighAmplitude * (float)Math.Sin(_high * _position));
        }
    }
}
