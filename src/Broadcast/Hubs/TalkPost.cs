using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>
/// Sends a talk's messages in their order, and never waits for a slow connection. A group's send is finished only when
/// its slowest member's is, so none is awaited; so many may be on their way at once, and a message beyond that is
/// dropped and counted: whoever misses it sees the gap. A connection that takes nothing for
/// <see cref="TalkHub.SlowestSend"/> is cut by the transport, so the ways free themselves.
/// </summary>
internal sealed class TalkPost : IAsyncDisposable
{
    private const int MostQueued = 1_024;
    private const int MostOnTheirWay = 1_024;

    private readonly IHubContext<TalkHub, ITalkClient> _hub;
    private readonly ILogger _logger;
    private readonly Channel<(string Group, Func<ITalkClient, Task> Send)> _queue;
    private readonly Task _running;
    private int _onTheirWay;
    private long _dropped;

    public TalkPost(TalkId talk, IHubContext<TalkHub, ITalkClient> hub, ILogger logger)
    {
        (_hub, _logger) = (hub, logger);
        _queue = Channel.CreateBounded<(string, Func<ITalkClient, Task>)>(
            new BoundedChannelOptions(MostQueued) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => CountDrop(talk));
        _running = Task.Run(() => RunAsync(talk));
    }

    /// <summary>Messages that were never sent.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Sends to a group, soon. Never waits.</summary>
    public void Send(string group, Func<ITalkClient, Task> send) => _queue.Writer.TryWrite((group, send));

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _running;
    }

    private async Task RunAsync(TalkId talk)
    {
        await foreach (var (group, send) in _queue.Reader.ReadAllAsync())
        {
            if (Volatile.Read(ref _onTheirWay) >= MostOnTheirWay)
            {
                CountDrop(talk);
                continue;
            }
            Interlocked.Increment(ref _onTheirWay);
            _ = SettleAsync(group, send);
        }
    }

    private async Task SettleAsync(string group, Func<ITalkClient, Task> send)
    {
        try
        {
            await send(_hub.Clients.Group(group));
        }
        catch (Exception gone) // one connection's end is no news to the others
        {
            _logger.LogDebug(gone, "A message did not reach everybody");
        }
        finally
        {
            Interlocked.Decrement(ref _onTheirWay);
        }
    }

    private void CountDrop(TalkId talk)
    {
        if (Interlocked.Increment(ref _dropped) % 100 == 1)
            _logger.LogWarning("Talk {Talk}: {Dropped} messages were dropped before slow connections; clients will catch up", talk, Dropped);
    }
}
