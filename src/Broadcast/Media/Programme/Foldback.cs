using Microsoft.Extensions.Logging;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>
/// Sends the programme back to those who speak, each without herself, and out to those who listen by WebRTC. A tick's seats
/// are shared out among the workers, each seat to one of them, and the next tick begins when all are done. Listeners share one
/// encoding of the web's leg, and seats that add nothing one of the clean leg, which is what their return would be.
/// </summary>
internal sealed class Foldback : IDisposable
{
    private const int LargestPayload = 1275; // an Opus packet (RFC 6716, section 3.2.1)
    private const int FailuresPerReport = 500;
    private const int TicksPerLook = 5; // who hears what is looked up ten times a second

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1);

    private readonly Lock _changes = new();
    private readonly TalkProgramme _programme;
    private readonly ReturnEngine _engine;
    private readonly ILogger _logger;
    private readonly OpusEncoder _encoder = new(new EncoderOptions { Bitrate = 40_000 });
    private readonly byte[] _payload = new byte[LargestPayload];
    private readonly RtcFanout _fanout;
    private readonly SharedEncodings _shared = new();
    private readonly Dictionary<ContributionId, Seat> _seatOf = [];
    private volatile WhepListener[] _listeners = [];
    private bool _over;
    private TickSound? _now;
    private int _busy; // 1 while a tick is being worked on
    private int _left; // its seats that are not done
    private long _ticket; // number of the turn, its seats, and the next of them to be taken: 32, 16 and 16 bits
    private long _ticks;
    private long _failures;

    public Foldback(TalkProgramme programme, ReturnEngine engine, ILogger logger)
    {
        (_programme, _engine, _logger) = (programme, engine, logger);
        _fanout = new RtcFanout(failed: Report);
        engine.Attach(this);
    }

    /// <summary>Encodings that several seats share just now.</summary>
    public int Encodings => _shared.Count;

    /// <summary>Lets somebody listen. When the programme is over, her connection is: she comes again, and hears the one that follows.</summary>
    public void Add(WhepListener listener)
    {
        lock (_changes)
        {
            if (!_over)
                _listeners = [.. _listeners, listener];
            else
                ShowOut(listener);
        }
    }

    public void Remove(WhepListener listener)
    {
        lock (_changes)
        {
            _listeners = [.. _listeners.Where(other => other != listener)];
            if (!_over)
                _fanout.Remove(listener.Peer);
        }
    }

    /// <summary>Does what there is to do of this talk, together with whoever else is at it. Any worker.</summary>
    public void Work()
    {
        do
        {
            while (TryTakeSeat(out var seat))
                Send(seat);
        }
        while (TryBegin());
    }

    public void Dispose()
    {
        _engine.Detach(this);
        while (Interlocked.CompareExchange(ref _busy, 1, 0) != 0) // and then nobody begins any more
            Thread.Sleep(Patience);
        lock (_changes)
        {
            _over = true;
            foreach (var listener in _listeners)
                ShowOut(listener);
        }
        _fanout.Dispose();
        _shared.Dispose();
        _encoder.Dispose();
    }

    private static void ShowOut(WhepListener listener) => _ = listener.Peer.DisposeAsync().AsTask();

    private bool TryBegin()
    {
        if (Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
            return false;
        if (!_programme.Returns.TryRead(out var sound))
        {
            Volatile.Write(ref _busy, 0);
            return false;
        }

        try
        {
            Prepare(sound);
        }
        catch (Exception failure)
        {
            Report(failure);
        }
        _now = sound;
        _left = sound.Seats.Length;
        if (_left == 0)
            Finish();
        else
            Volatile.Write(ref _ticket, (((_ticket >> 32) + 1) << 32) | ((long)_left << 16));
        return true;
    }

    private bool TryTakeSeat(out int seat)
    {
        while (true)
        {
            var ticket = Volatile.Read(ref _ticket);
            seat = (int)(ticket & 0xFFFF);
            if (seat >= ((ticket >> 16) & 0xFFFF))
                return false;
            if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) == ticket)
                return true;
        }
    }

    private void Send(int seat)
    {
        var sound = _now!; // it stays while one of its seats is not done
        try
        {
            sound.Seats[seat].Return.Send(sound, seat, _programme.Returns);
        }
        catch (Exception failure)
        {
            Report(failure);
        }
        if (Interlocked.Decrement(ref _left) == 0)
            Finish();
    }

    private void Finish()
    {
        _programme.Returns.Pass();
        Volatile.Write(ref _busy, 0);
    }

    /// <summary>What is done once for all seats, by the worker who begins.</summary>
    private void Prepare(TickSound sound)
    {
        if (_ticks++ % TicksPerLook == 0)
            LookWhoHears(sound);
        if (_fanout.Count > 0)
            _fanout.Send(_payload.AsSpan(0, _encoder.Encode(sound.Web, _payload)), AudioFrame.Duration.Milliseconds);

        for (var i = 0; i < sound.Seats.Length; i++)
            sound.Seats[i].Return.Prepare(sound, i, _shared, _programme.Returns);
        _shared.Encode(sound.Clean);
    }

    /// <summary>Everybody who may hear the programme shares it, but for those who have a seat at the mixer.</summary>
    private void LookWhoHears(TickSound sound)
    {
        var isLive = _programme.IsLive;
        _seatOf.Clear();
        foreach (var seat in sound.Seats)
        {
            seat.Return.ForgetEars();
            if (seat.Contribution is { Connected: true } || seat.HearsAside(sound.Tick))
                _seatOf[seat.Id] = seat;
        }
        lock (_changes) // or one who has just left would be added again
        {
            foreach (var listener in _listeners)
            {
                if (!listener.IsReached)
                    _fanout.Remove(listener.Peer);
                else if (_seatOf.TryGetValue(listener.Voice, out var seat))
                    Seat(listener, seat);
                else if (isLive || listener.Monitors)
                    _fanout.Add(listener.Peer);
                else
                    _fanout.Remove(listener.Peer);
            }
        }
    }

    private void Seat(WhepListener listener, Seat seat)
    {
        _fanout.Remove(listener.Peer);
        if (listener.Peer.Sender is { } sender)
            seat.Return.AddEar(sender);
    }

    /// <summary>One connection that fails (as it does while it is being closed) is no reason for silence in the others.</summary>
    private void Report(Exception failure)
    {
        if (failure is not ObjectDisposedException && Interlocked.Increment(ref _failures) % FailuresPerReport == 1)
            _logger.LogWarning(failure, "Sound could not be sent back; that is {Failures} times now", _failures);
    }
}
