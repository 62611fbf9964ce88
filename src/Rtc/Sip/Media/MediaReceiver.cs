using System.Runtime.InteropServices;
using TalksPlatform.Rtc.Datagrams;
using TalksPlatform.Rtc.Native;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Receives for the sockets of all calls on one thread: the kernel tells which have something, and a call each takes it. A
/// task for every socket would cost six times as much a packet.
/// </summary>
internal sealed class MediaReceiver : IDisposable
{
    private const int BatchSize = 8; // a telephone sends one each 20 ms; what is left is taken in the next round

    private static readonly TimeSpan StopInterval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _changes = new();
    private readonly SocketPoll _poll = new();
    private readonly DatagramBatch _batch = new(BatchSize, RtpPacket.MaxReceivedLength + SrtpProfile.MaxOverhead);
    private readonly Stack<int> _free = new();
    private readonly Thread _thread;
    private volatile Listener?[] _listeners = new Listener?[64];
    private volatile bool _stopped;
    private int _used;
    private long _faults;

    public MediaReceiver()
    {
        _thread = new Thread(Run) { Name = "call media", IsBackground = true };
        _thread.Start();
    }

    /// <summary>A call stumbled over a packet; for the log. Raised on the receiving thread.</summary>
    public event Action<Exception>? Failed;

    /// <summary>Packets over which a call stumbled; each is an error of ours.</summary>
    public long Faults => Volatile.Read(ref _faults);

    /// <summary>Begins to receive from a socket.</summary>
    /// <returns>Ends it: after its disposal the taker is called no more.</returns>
    /// <exception cref="SipCallException">503: the kernel watches no more sockets.</exception>
    public IDisposable Listen(DatagramSocket socket, TakeDatagram take)
    {
        var handle = socket.Socket.SafeHandle;
        lock (_changes)
        {
            if (!_free.TryPop(out var number))
                number = _used++;
            if (number == _listeners.Length)
                _listeners = [.. _listeners, .. new Listener?[_listeners.Length]];
            var listener = new Listener(this, number, handle, take);
            _listeners[number] = listener;
            if (_poll.Add(handle, number))
                return listener;

            _listeners[number] = null;
            _free.Push(number);
            throw new SipCallException(503, "No more sockets can be heard");
        }
    }

    public void Dispose()
    {
        _stopped = true;
        if (Thread.CurrentThread != _thread)
            _thread.Join();
        _poll.Dispose();
    }

    private void Run()
    {
        Libc.TrySetNiceness(Libc.NicenessOfSound);
        while (!_stopped)
        {
            var ready = _poll.Wait(StopInterval);
            var listeners = _listeners;
            for (var i = 0; i < ready; i++)
                listeners[_poll.Token(i)]?.Receive(_batch);
        }
    }

    private void Fail(Exception failure)
    {
        Interlocked.Increment(ref _faults);
        Failed?.Invoke(failure);
    }

    private void Forget(Listener listener)
    {
        lock (_changes)
        {
            _listeners[listener.Number] = null;
            _free.Push(listener.Number);
            _poll.Remove(listener.Socket);
        }
    }

    /// <summary>One socket and who takes its datagrams.</summary>
    private sealed class Listener(MediaReceiver receiver, int number, SafeHandle socket, TakeDatagram take) : IDisposable
    {
        private readonly Lock _gate = new(); // the receiving thread and whoever ends the call
        private bool _ended;

        public int Number => number;

        public SafeHandle Socket => socket;

        public void Receive(DatagramBatch batch)
        {
            lock (_gate)
            {
                if (_ended || !batch.TryReceive(socket))
                    return;
                for (var i = 0; i < batch.Count && !_ended; i++)
                    Take(batch, i);
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                if (_ended)
                    return;
                _ended = true;
            }

            receiver.Forget(this);
        }

        private void Take(DatagramBatch batch, int i)
        {
            try
            {
                take(batch[i], batch.From(i));
            }
#pragma warning disable CA1031 // whatever one call's packet runs into, the others' sound goes on
            catch (Exception failure)
#pragma warning restore CA1031
            {
                receiver.Fail(failure);
            }
        }
    }
}
