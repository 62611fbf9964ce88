using System.Diagnostics;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media.Clock;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>
/// Sends the programme back to those who speak, each without herself, and out to those who listen by WebRTC. Encoding is a
/// hundred times the work of mixing, so it has a thread apart from the clock's; the listeners share one encoding.
/// </summary>
internal sealed class Foldback : IDisposable
{
    private const int LargestPayload = 1275; // an Opus packet (RFC 6716, section 3.2.1)
    private const int RaisedNiceness = -10;
    private const int FailuresPerReport = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    private readonly Lock _changes = new();
    private readonly TalkProgramme _programme;
    private readonly ILogger _logger;
    private readonly OpusEncoder _encoder = new(new EncoderOptions { Bitrate = 40_000 });
    private readonly byte[] _payload = new byte[LargestPayload];
    private readonly Thread _thread;
    private volatile WhepListener[] _listeners = [];
    private volatile bool _stopped;
    private long _failures;

    public Foldback(TalkProgramme programme, ILogger logger)
    {
        (_programme, _logger) = (programme, logger);
        _thread = new Thread(Run) { Name = "foldback", IsBackground = true, Priority = ThreadPriority.AboveNormal };
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
            _listeners = [.. _listeners.Where(other => other != listener)];
    }

    public void Dispose()
    {
        _stopped = true;
        _thread.Join();
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
            ReadOnlySpan<byte> payload = default;
            foreach (var listener in _listeners)
            {
                if (!listener.IsReached || !(_programme.IsLive || listener.Monitors) || SeatOf(listener) is not null)
                    continue;
                if (payload.IsEmpty)
                    payload = _payload.AsSpan(0, _encoder.Encode(frame.Samples, _payload));
                Send(listener, payload);
            }
            frame.Release();
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
                    if (listener.IsReached && SeatOf(listener) == seat)
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

    private void Send(WhepListener listener, ReadOnlySpan<byte> payload)
    {
        try
        {
            listener.Peer.Sender?.SendEncoded(payload);
        }
        catch (Exception failure)
        {
            Report(failure);
        }
    }

    private Seat? SeatOf(WhepListener listener) => _programme.FindConnected(new ContributionId(listener.Person.Value));

    /// <summary>One connection that fails (as it does while it is being closed) is no reason for silence in the others.</summary>
    private void Report(Exception failure)
    {
        if (failure is not ObjectDisposedException && _failures++ % FailuresPerReport == 0)
            _logger.LogWarning(failure, "Sound could not be sent back; that is {Failures} times now", _failures);
    }
}
