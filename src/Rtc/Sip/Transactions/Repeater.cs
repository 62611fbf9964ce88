namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Sends something again and again, ever more slowly, until it is stopped or gives up after 64·T1. Where nothing is lost
/// on the way it is sent once, and given up all the same.
/// </summary>
internal sealed class Repeater
{
    private readonly SipLoop _loop;
    private readonly Action _send;
    private readonly TimeSpan _slowest;
    private readonly SipTimer _giveUp;
    private SipTimer? _next;
    private TimeSpan _pause = SipTimers.T1;
    private bool _stopped;

    public Repeater(SipLoop loop, Action send, Action giveUp, bool repeats = true, TimeSpan? slowest = null)
    {
        _loop = loop;
        _send = send;
        _slowest = slowest ?? SipTimers.T2;
        _giveUp = loop.After(SipTimers.GiveUp, () => GiveUp(giveUp));
        if (repeats)
            _next = loop.After(_pause, Again);
        send();
    }

    /// <summary>From now on at the slowest pace: the other side is at work on it.</summary>
    public void SlowDown() => _pause = _slowest;

    public void Stop()
    {
        _stopped = true;
        _next?.Dispose();
        _giveUp.Dispose();
    }

    private void Again()
    {
        if (_stopped)
            return;
        _pause = _pause + _pause < _slowest ? _pause + _pause : _slowest;
        _next = _loop.After(_pause, Again);
        _send();
    }

    private void GiveUp(Action giveUp)
    {
        if (_stopped)
            return;
        Stop();
        giveUp();
    }
}
