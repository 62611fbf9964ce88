using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>Thousands of attendees on one thread, over raw sockets: they connect, join, listen, and say what they are told to.</summary>
internal sealed class Swarm : IDisposable
{
    /// <summary>Connections that are being opened at once: a listener's backlog takes them.</summary>
    private const int MostOpening = 256;

    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    private readonly int _poll = Linux.NewPoll();
    private readonly IPEndPoint _server;
    private readonly Thread _thread;
    private readonly ConcurrentQueue<Action> _asked = new();
    private readonly Queue<Ticket> _waiting = new();
    private readonly List<Attendee> _all = [];
    private readonly byte[] _buffer = new byte[256 * 1024];
    private TaskCompletionSource? _joining;
    private Exception? _failure;
    private int _opening;
    private int _expected;
    private int _there;
    private volatile bool _stopped;

    /// <param name="server">An IPv4 address and a port; nothing there may want TLS.</param>
    public Swarm(IPEndPoint server)
    {
        _server = server;
        _thread = new Thread(Run) { IsBackground = true, Name = "swarm" };
        _thread.Start();
    }

    /// <param name="port">Of a server on this machine.</param>
    public Swarm(int port) : this(new IPEndPoint(IPAddress.Loopback, port))
    {
    }

    /// <summary>Who hears what comes.</summary>
    public ISwarmEar? Ear { get; set; }

    /// <summary>Is called about every millisecond, on the swarm's thread.</summary>
    public Action<long>? Tick { get; set; }

    /// <summary>Connections that the server ended.</summary>
    public int Lost { get; private set; }

    /// <summary>All that joined, in their order. Read it on the swarm's thread, or when nobody joins.</summary>
    public IReadOnlyList<Attendee> All => _all;

    /// <summary>Does something on the swarm's thread.</summary>
    public void Post(Action action) => _asked.Enqueue(action);

    /// <summary>Lets further attendees in, as quickly as the server takes them; completes when all of them are there.</summary>
    public Task JoinAsync(IEnumerable<Ticket> tickets, CancellationToken ct)
    {
        var joining = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            _joining = joining;
            foreach (var ticket in tickets)
                _waiting.Enqueue(ticket);
            _expected = _all.Count + _waiting.Count;
            CompleteJoining();
        });
        return joining.Task.WaitAsync(ct);
    }

    public void Dispose()
    {
        _stopped = true;
        _thread.Join();
        foreach (var attendee in _all)
            attendee.Leave();
        Linux.Close(_poll);
    }

    private void Run()
    {
        try
        {
            var events = new byte[512 * Linux.EventSize];
            var pinged = Stopwatch.GetTimestamp();
            while (!_stopped)
            {
                while (_asked.TryDequeue(out var action))
                    action();
                Open();
                var ready = Linux.Wait(_poll, events, milliseconds: 1);
                for (var i = 0; i < ready; i++)
                    Serve(_all[Linux.IndexOf(events, i)]);
                Tick?.Invoke(Stopwatch.GetTimestamp());
                if (Stopwatch.GetElapsedTime(pinged) < PingEvery)
                    continue;
                pinged = Stopwatch.GetTimestamp();
                foreach (var attendee in _all.Where(attendee => attendee is { IsThere: true, Ticket: { Talk: not null, Path: not SocketIoWire.Path } }))
                    attendee.Send(HubWire.Ping);
            }
        }
        catch (Exception failure)
        {
            _failure = failure;
            CompleteJoining();
        }
    }

    private void Open()
    {
        while (_opening < MostOpening && _waiting.TryDequeue(out var ticket))
        {
            var attendee = new Attendee(_all.Count, Linux.Connect(_server), ticket);
            _all.Add(attendee);
            _opening++;
            Linux.Watch(_poll, attendee.Socket, Linux.Write, attendee.Index, again: false);
        }
    }

    private void Serve(Attendee attendee)
    {
        if (attendee.IsConnecting)
        {
            attendee.BeginUpgrade();
            Linux.Watch(_poll, attendee.Socket, Linux.Read, attendee.Index, again: true);
            return;
        }

        var (upgraded, there) = (attendee.IsUpgraded, attendee.IsThere);
        var received = Linux.Receive(attendee.Socket, _buffer);
        if (received == 0)
        {
            if (!there)
                throw new InvalidOperationException($"{attendee.Ticket.Path} ended the connection of somebody who came in.");
            attendee.Leave();
            Lost++;
            return;
        }
        if (received > 0)
            attendee.Take(_buffer.AsSpan(0, received), Ear, Stopwatch.GetTimestamp());
        if (!upgraded && attendee.IsUpgraded)
            _opening--;
        if (!there && attendee.IsThere)
        {
            _there++;
            CompleteJoining();
        }
    }

    private void CompleteJoining()
    {
        if (_failure is not null)
            _joining?.TrySetException(_failure);
        else if (_there == _expected)
            _joining?.TrySetResult();
    }
}
