using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Media.Contributions;

/// <summary>A radio station's line: a voice by telephone that needs no telling.</summary>
internal sealed class SipContribution : IContribution
{
    private const int KeptDigits = 16;

    private readonly SipCall _call;
    private readonly VoiceQuality _quality = new();
    private volatile string? _digits;

    public SipContribution(ContributionId id, string name, VoiceKind kind, SipCall call)
    {
        (Id, Name, Kind) = (id, name, kind);
        _call = call;
        _call.Digit += Press;
    }

    public SipCall Call => _call;

    public ContributionId Id { get; }

    public string Name { get; }

    public VoiceKind Kind { get; }

    public bool Connected => !_call.Ended.IsCompleted;

    public string? Digits => _digits;

    public int? Quality => _quality.Of(_call.Receiver.Statistics);

    public LineView? Line => LineQuality.Of(_quality, _call);

    public Task Ended => _call.Ended;

    public bool TakesReturn => true;

    public AudioSender? SharedBack => _call.Sender;

    public bool Read(Span<float> samples)
    {
        var arrives = _call.Receiver.Read(samples);
        if (Connected)
            return arrives;
        samples.Clear();
        return false;
    }

    public void SendReturn(ReadOnlySpan<float> samples) => _call.Sender.Send(samples);

    public ValueTask DisposeAsync() => _call.DisposeAsync();

    private void Press(char digit)
    {
        var digits = _digits + digit;
        _digits = digits.Length > KeptDigits ? digits[^KeptDigits..] : digits;
    }
}
