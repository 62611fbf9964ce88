using System.Globalization;
using TalksPlatform.Rtc.Native;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// One thread of a fan-out, the voices that it sends to, and the few frames that wait for it. It holds the senders themselves:
/// between a listener's turns everything of his has left the processor's cache, and each step from object to object is a wait.
/// </summary>
internal sealed class FanoutLane : IDisposable
{
    private const int Slots = 4; // who is further behind than this catches up faster by losing something
    private const int MaxPayload = 1275;

    private readonly Lock _changes = new();
    private readonly Action<Exception> _failed;
    private readonly Thread _thread;
    private readonly AutoResetEvent _posted = new(initialState: false);
    private readonly Slot[] _slots = [.. Enumerable.Range(0, Slots).Select(_ => new Slot())];
    private volatile AudioSender[] _senders = [];
    private volatile bool _stopped;
    private long _written;
    private long _sent;
    private long _dropped;

    public FanoutLane(int number, Action<Exception> failed)
    {
        _failed = failed;
        var name = string.Create(CultureInfo.InvariantCulture, $"rtc fan-out {number}");
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
    }

    public int Count => _senders.Length;

    public long Dropped => Volatile.Read(ref _dropped);

    public void Add(AudioSender sender)
    {
        lock (_changes)
            _senders = [.. _senders, sender];
    }

    public void Remove(AudioSender sender)
    {
        lock (_changes)
            _senders = [.. _senders.Where(other => other != sender)];
    }

    /// <summary>Takes a copy. One thread at a time.</summary>
    public void Post(ReadOnlySpan<byte> payload, int milliseconds)
    {
        var written = _written;
        if (written - Volatile.Read(ref _sent) == Slots)
        {
            Volatile.Write(ref _dropped, _dropped + 1);
            return;
        }

        var slot = _slots[written % Slots];
        payload.CopyTo(slot.Payload);
        (slot.Length, slot.Milliseconds) = (payload.Length, milliseconds);
        Volatile.Write(ref _written, written + 1);
        _posted.Set();
    }

    public void Dispose()
    {
        _stopped = true;
        _posted.Set();
        _thread.Join();
        _posted.Dispose();
    }

    private void Run()
    {
        Libc.TrySetNiceness(Libc.NicenessOfSound);
        while (!_stopped)
        {
            if (_sent == Volatile.Read(ref _written))
            {
                _posted.WaitOne();
                continue;
            }

            Send(_slots[_sent % Slots]);
            Volatile.Write(ref _sent, _sent + 1);
        }
    }

    private void Send(Slot slot)
    {
        var payload = slot.Payload.AsSpan(0, slot.Length);
        foreach (var sender in _senders)
        {
            try
            {
                sender.SendEncoded(payload, slot.Milliseconds);
            }
            catch (Exception failure) // as it may happen while a connection is closed: no reason for silence in the others
            {
                _failed(failure);
            }
        }
    }

    private sealed class Slot
    {
        public readonly byte[] Payload = new byte[MaxPayload];

        public int Length;

        public int Milliseconds;
    }
}
