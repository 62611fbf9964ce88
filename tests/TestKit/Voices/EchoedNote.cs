using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.TestKit.Voices;

/// <summary>One call's note: said without end, and looked for in what comes back, half a second at a time.</summary>
public sealed class EchoedNote
{
    private const double Level = -12;
    private const double Tolerance = 1.5; // dB
    private const int Settling = 50; // frames; codec and jitter buffer begin with less than the whole note
    private const int Frames = 25; // whole periods of each note: no other one's is heard in it
    private const int TableFrames = 5;

    private readonly SipCall _call;
    private readonly float[] _sine;
    private readonly float[] _cosine;
    private readonly float[] _frame = new float[VoiceFrame.Samples];
    private int _tick;
    private int _heard;
    private double _along;
    private double _across;
    private double _power;

    internal EchoedNote(SipCall call, int hertz)
    {
        _call = call;
        _sine = Tone.Make(hertz, Level, VoiceFrame.SampleRate, TableFrames * VoiceFrame.Samples);
        _cosine = [.. _sine.Select((_, i) => (float)Math.Cos(2 * Math.PI * hertz * i / VoiceFrame.SampleRate))];
        Hertz = hertz;
    }

    /// <summary>Which note it is.</summary>
    public int Hertz { get; }

    /// <summary>Half seconds in which it came back at its level, and nothing else with it.</summary>
    public int Clear { get; private set; }

    /// <summary>Half seconds in which it did not.</summary>
    public int Blurred { get; private set; }

    /// <summary>What arrived, and what did not.</summary>
    public ReceiverStatistics Statistics => _call.Receiver.Statistics;

    internal void Tick()
    {
        if (_call.Ended.IsCompleted)
            return;
        var at = _tick++ % TableFrames * VoiceFrame.Samples;
        _call.Sender.Send(_sine.AsSpan(at, VoiceFrame.Samples));
        if (_call.Receiver.Read(_frame) && ++_heard > Settling)
            Listen(at);
    }

    private void Listen(int at)
    {
        var amplitude = Math.Pow(10, Level / 20);
        for (var i = 0; i < _frame.Length; i++)
        {
            _along += _frame[i] * _sine[at + i] / amplitude;
            _across += _frame[i] * _cosine[at + i];
            _power += _frame[i] * _frame[i];
        }

        if ((_heard - Settling) % Frames == 0)
            Judge(Frames * VoiceFrame.Samples);
    }

    private void Judge(int samples)
    {
        var note = 20 * Math.Log10((2 * Math.Sqrt((_along * _along) + (_across * _across)) / samples) + 1e-12);
        var everything = 10 * Math.Log10((2 * _power / samples) + 1e-12);
        if (Math.Abs(note - Level) < Tolerance && everything - note < Tolerance)
            Clear++;
        else
            Blurred++;
        (_along, _across, _power) = (0, 0, 0);
    }
}
