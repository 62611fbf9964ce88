using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media.Clock;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>
/// Sends the programme back to those who speak, each without herself, and out to those who listen by WebRTC. Encoding is a
/// hundred times the work of mixing, so it has a thread apart from the clock's; the listeners share one encoding, which a
/// fan-out sends to each of them on further threads.
/// </summary>
internal sealed class Foldback : IDisposable
{
    private const int LargestPayload = 1275; // an Opus packet (RFC 6716, section 3.2.1)
    private const int RaisedNiceness = -10;
    private const int FailuresPerReport = 500;
    private const int FramesPerLook = 5; // who shares the programme is looked up ten times a second

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private readonly Lock _changes = new();
    private readonly TalkProgramme _programme;
    private readonly ILogger _logger;
    private readonly OpusEncoder _encoder = new(new EncoderOptions { Bitrate = 40_000 });
    private readonly byte[] _payload = new byte[LargestPayload];
    private readonly RtcFanout _fanout;
    private readonly Thread _thread;
    private volatile WhepListener[] _listeners = [];
    private volatile bool _stopped;
    private long _frames;
    private long _failures;

    public Foldback(TalkProgramme programme, ILogger logger)
    {
        (_programme, _logger) = (programme, logger);
        _fanout = new RtcFanout(failed: Report);
        _thread = new Thread(Run) { Name = "foldback", IsBackground = true };
        _thread.Start();
    }

    public void Add(WhepListener listener)
    {
        lock (_changes)
            _listeners = [.. _listeners, listener];
    }

    public void Remove(WhepListener listener)
    {
        lock (_changes)
        {
            _listeners = [.. _listeners.Where(other => other != listener)];
            _fanout.Remove(listener.Peer);
        }
    }

    public void Dispose()
    {
        _stopped = true;
        _thread.Join();
        _fanout.Dispose();
        _encoder.Dispose();
    }

    private void Run()
    {
        Libc.TryRaisePriority(RaisedNiceness);
        while (!_stopped)
        {
            Libc.SleepUntil((Stopwatch.GetElapsedTime(0) + Interval).Ticks * TimeSpan.NanosecondsPerTick);
            SendProgramme();
            foreach (var seat in _programme.Seats)
                SendReturn(seat);
        }
    }

    private void SendProgramme()
    {
        while (_programme.Listening.TryRead(out var frame))
        {
            if (_frames++ % FramesPerLook == 0)
                LookWhoShares();
            if (_fanout.Count > 0)
                _fanout.Send(_payload.AsSpan(0, _encoder.Encode(frame.Samples, _payload)), AudioFrame.Duration.Milliseconds);
            frame.Release();
        }
    }

    /// <summary>Everybody who may hear the programme shares it, but for those who have a seat at the mixer.</summary>
    private void LookWhoShares()
    {
        var isLive = _programme.IsLive;
        lock (_changes) // or one who has just left would be added again
        {
            foreach (var listener in _listeners)
            {
                if (listener.IsReached && (isLive || listener.Monitors) && _programme.FindConnected(listener.Voice) is null)
                    _fanout.Add(listener.Peer);
                else
                    _fanout.Remove(listener.Peer);
            }
        }
    }

    private void SendReturn(Seat seat)
    {
        while (seat.Return.TryRead(out var frame))
        {
            try
            {
                if (seat.Contribution is { TakesReturn: true } contribution)
                    contribution.SendReturn(frame.Samples);
                foreach (var listener in _listeners)
                {
                    if (listener.Voice == seat.Id && listener.IsReached && _programme.FindConnected(seat.Id) == seat)
                        listener.Peer.Sender?.Send(frame.Samples);
                }
            }
            catch (Exception failure)
            {
                Report(failure);
            }
            frame.Release();
        }
    }

    /// <summary>One connection that fails (as it does while it is being closed) is no reason for silence in the others.</summary>
    private void Report(Exception failure)
    {
        if (failure is not ObjectDisposedException && Interlocked.Increment(ref _failures) % FailuresPerReport == 1)
            _logger.LogWarning(failure, "Sound could not be sent back; that is {Failures} times now", _failures);
    }
}
