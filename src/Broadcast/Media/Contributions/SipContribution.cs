using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Media.Contributions;

/// <summary>
/// A voice by telephone: a caller, or a radio station's line. A caller hears a prompt first, and is not connected to the
/// studio before it has told her that she may be aired.
/// </summary>
internal sealed class SipContribution : IContribution
{
    private const int KeptDigits = 16;

    private readonly SipCall _call;
    private readonly VoiceQuality _quality = new();
    private readonly ReadOnlyMemory<float> _prompt;
    private volatile int _prompted;
    private volatile string? _digits;

    /// <summary>A voice on the line.</summary>
    /// <param name="prompt">What the far end is told first, 48 kHz; empty for a line that needs no telling.</param>
    public SipContribution(ContributionId id, string name, VoiceKind kind, SipCall call, ReadOnlyMemory<float> prompt = default)
    {
        (Id, Name, Kind) = (id, name, kind);
        (_call, _prompt) = (call, prompt);
        _call.Digit += Press;
    }

    public SipCall Call => _call;

    public ContributionId Id { get; }

    public string Name { get; }

    public VoiceKind Kind { get; }

    public bool Connected => !_call.Ended.IsCompleted && _prompted >= _prompt.Length;

    public string? Digits => _digits;

    public int? Quality => _quality.Of(_call.Receiver.Statistics);

    public Task Ended => _call.Ended;

    public bool TakesReturn => true;

    public bool Read(Span<float> samples)
    {
        var arrives = _call.Receiver.Read(samples);
        if (Connected)
            return arrives;
        samples.Clear();
        return false;
    }

    public void SendReturn(ReadOnlySpan<float> samples)
    {
        var left = _prompt.Span[Math.Min(_prompted, _prompt.Length)..];
        if (left.IsEmpty)
        {
            _call.Sender.Send(samples);
            return;
        }

        Span<float> prompted = stackalloc float[AudioFrame.Length];
        left[..Math.Min(left.Length, prompted.Length)].CopyTo(prompted);
        _call.Sender.Send(prompted);
        _prompted += AudioFrame.Length;
    }

    public ValueTask DisposeAsync() => _call.DisposeAsync();

    private void Press(char digit)
    {
        var digits = _digits + digit;
        _digits = digits.Length > KeptDigits ? digits[^KeptDigits..] : digits;
    }
}
