using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Contributions;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Media.Outputs.StudioLink;

/// <summary>A station's line as a voice at the mixer. Off the air it may bear a test in the place of the return.</summary>
internal sealed class StationLine(ContributionId id, string name, SipCall call, LineTest test, Func<bool> isLive) : IContribution
{
    private readonly SipContribution _line = new(id, name, VoiceKind.Station, call);

    public ContributionId Id => id;

    public string Name => name;

    public VoiceKind Kind => VoiceKind.Station;

    public bool Connected => _line.Connected;

    public string? Digits => _line.Digits;

    public int? Quality => _line.Quality;

    public Task Ended => _line.Ended;

    public bool TakesReturn => true;

    public bool Read(Span<float> samples)
    {
        var arrives = _line.Read(samples);
        if (!isLive())
            test.Hear(arrives ? samples : []);
        return arrives;
    }

    public void SendReturn(ReadOnlySpan<float> samples)
    {
        if (test.IsPlaying && isLive())
            test.Stop();
        if (!test.IsPlaying)
        {
            _line.SendReturn(samples);
            return;
        }
        Span<float> tone = stackalloc float[AudioFrame.Length];
        test.Play(tone);
        _line.SendReturn(tone);
    }

    public ValueTask DisposeAsync() => _line.DisposeAsync();
}
