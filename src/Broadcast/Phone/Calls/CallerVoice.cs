using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Contributions;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Broadcast.Phone.Calls;

/// <summary>A caller at the mixer, once she agreed to be heard. When she is shown out, her line is not cut: whoever attends to it decides.</summary>
internal sealed class CallerVoice : IContribution
{
    private const int KeptDigits = 16;

    private readonly CallerLine _line;
    private readonly VoiceQuality _quality = new();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _digits;

    public CallerVoice(CallerLine line, ContributionId id, string name, VoiceKind kind = VoiceKind.Caller, string? phone = null)
    {
        (_line, Id, Name, Kind, Phone) = (line, id, name, kind, phone);
        Ended = Task.WhenAny(_left.Task, line.Call.Ended);
    }

    public ContributionId Id { get; }

    public string Name { get; }

    public VoiceKind Kind { get; }

    public string? Phone { get; }

    public bool Connected => !Ended.IsCompleted;

    public string? Digits => _digits;

    public int? Quality => _quality.Of(_line.Call.Receiver.Statistics);

    public LineView? Line => LineQuality.Of(_quality, _line.Call);

    public Task Ended { get; }

    /// <summary>The mixer has let go of her.</summary>
    public Task Left => _left.Task;

    public bool TakesReturn => true;

    /// <summary>What she hears just now is for nobody else.</summary>
    public bool IsPrivate => _line.IsPrivate;

    public AudioSender? SharedBack => IsPrivate || _left.Task.IsCompleted ? null : _line.Call.Sender;

    public bool Read(Span<float> samples)
    {
        if (!_left.Task.IsCompleted)
            return _line.Read(samples);
        samples.Clear();
        return false;
    }

    public void SendReturn(ReadOnlySpan<float> samples)
    {
        if (!_left.Task.IsCompleted)
            _line.Send(samples);
    }

    /// <summary>Shows a key in the studio.</summary>
    public void Press(char key)
    {
        var digits = _digits + key;
        _digits = digits.Length > KeptDigits ? digits[^KeptDigits..] : digits;
    }

    public ValueTask DisposeAsync()
    {
        _left.TrySetResult();
        return ValueTask.CompletedTask;
    }
}
