using System.Net.Sockets;
using System.Runtime.InteropServices;
using TalksPlatform.Rtc.Native;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Receives for the sockets of all calls on one thread: the kernel tells which have something, and a call each takes it. A
/// task for every socket would cost six times as much a packet.
/// </summary>
internal sealed class MediaReceiver : IDisposable
{
    private const int WaitMilliseconds = 200; // how late a stop is noticed
    private const int Niceness = -10;

    private readonly Lock _changes = new();
    private readonly Epoll _poll = new();
    private readonly MediaBatch _batch = new();
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

    /// <summary>Packets over which a call stumbled; each is an error of ours.</summary>
    public long Faults => Volatile.Read(ref _faults);

    /// <summary>Begins to receive from a socket that does not block.</summary>
    /// <returns>Ends it: after its disposal the taker is called no more.</returns>
    public IDisposable Listen(Socket socket, TakeDatagram take)
    {
        lock (_changes)
        {
            if (!_free.TryPop(out var number))
                number = _used++;
            if (number == _listeners.Length)
                _listeners = [.. _listeners, .. new Listener?[_listeners.Length]];
            var listener = new Listener(this, number, socket.SafeHandle, take);
            _listeners[number] = listener;
            _poll.Add(socket.SafeHandle, number);
            return listener;
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
        Libc.TrySetNiceness(Niceness);
        while (!_stopped)
        {
            var ready = _poll.Wait(WaitMilliseconds);
            var listeners = _listeners;
            for (var i = 0; i < ready; i++)
                listeners[_poll[i]]?.Receive(_batch);
        }
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

        public void Receive(MediaBatch batch)
        {
            lock (_gate)
            {
                if (_ended || !batch.Receive(socket))
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

        private void Take(MediaBatch batch, int i)
        {
            try
            {
                take(batch[i], batch.From(i));
            }
#pragma warning disable CA1031 // whatever one call's packet runs into, the others' sound goes on
            catch (Exception)
#pragma warning restore CA1031
            {
                Interlocked.Increment(ref receiver._faults);
            }
        }
    }
}
