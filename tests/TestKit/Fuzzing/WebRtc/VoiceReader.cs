using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.TestKit.Fuzzing.WebRtc;

/// <summary>A receiver that is played out as fast as it is fed; what comes out of it must be sound.</summary>
internal sealed class VoiceReader
{
    private readonly AudioReceiver _receiver = new(AudioFormat.Opus(111, 110));
    private readonly float[] _frame = new float[VoiceFrame.Samples];

    public bool Read(ReadOnlySpan<byte> input)
    {
        var taken = _receiver.Receive(input);
        if (_receiver.Read(_frame) && !Array.TrueForAll(_frame, float.IsFinite))
            throw new InvalidOperationException("What is played is no sound.");
        return taken;
    }
}
