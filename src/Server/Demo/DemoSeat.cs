using System.Net.WebSockets;
using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;

namespace TalksPlatform.Server.Demo;

/// <summary>
/// One person's seat in the room, over the public hub: follows the room by snapshot and patches, sends commands with ids
/// until each is answered, and takes its seat again when the server was gone.
/// </summary>
internal sealed class DemoSeat : IAsyncDisposable
{
    private readonly Uri _hub;
    private readonly string _token;
    private readonly TalkId _talk;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _leave = new();
    private readonly Lock _gate = new();
    private readonly Task _stay;
    private TaskCompletionSource<HubConnection> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DemoRoom _room = DemoRoom.Empty;
    private bool _left;

    public DemoSeat(DemoApi api, TalkId talk, TimeProvider time)
    {
        _hub = new UriBuilder(api.Address) { Scheme = "ws", Path = "/hub/talk" }.Uri;
        _token = api.Token ?? throw new ArgumentException("A seat needs a token.", nameof(api));
        (_talk, _time) = (talk, time);
        _stay = StayAsync();
    }

    /// <summary>The room as this person sees it now.</summary>
    public DemoRoom Now
    {
        get
        {
            lock (_gate)
                return _room;
        }
    }

    /// <summary>How often it was thrown out and came back.</summary>
    public int Returns { get; private set; }

    /// <summary>Asks for something, with one command id however often it takes, and returns the sequence number.</summary>
    public async Task<long> DoAsync(string method, CancellationToken ct, params object?[] args)
    {
        var command = CommandId.New();
        while (true)
        {
            try
            {
                var hub = await Connected().WaitAsync(ct);
                var accepted = await hub.AskAsync<Accepted>(method, [_talk, command, .. args]).WaitAsync(ct);
                return accepted.Seq;
            }
            catch (Exception e) when (!ct.IsCancellationRequested
                && e is WebSocketException or ObjectDisposedException or OperationCanceledException
                    or HubRefusedException { Code: "talk.unavailable" })
            {
                await Task.Delay(TimeSpan.FromMilliseconds(300), _time, ct);
            }
        }
    }

    /// <summary>Waits until this person sees something in the room.</summary>
    public async Task SeesAsync(Func<DemoRoom, bool> what, CancellationToken ct)
    {
        while (!what(Now))
            await Task.Delay(TimeSpan.FromMilliseconds(50), _time, ct);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _left, true))
            return; // whoever owns it does so again
        await _leave.CancelAsync();
        await _stay;
        _leave.Dispose();
    }

    private Task<HubConnection> Connected()
    {
        lock (_gate)
            return _connected.Task;
    }

    private async Task StayAsync()
    {
        for (var times = 0; !_leave.IsCancellationRequested; times++)
        {
            try
            {
                await using var hub = await HubConnection.OpenAsync(_hub, _token, _leave.Token);
                var snapshot = await hub.AskAsync<RoomView>("Join", _talk);
                Update(room => room.With(snapshot));
                if (times > 0)
                    Returns++;
                lock (_gate)
                    _connected.TrySetResult(hub);
                await FollowAsync(hub); // what came before the answer has waited
            }
            catch (Exception e) when (e is WebSocketException or HubRefusedException or OperationCanceledException)
            {
                // the server is away: come back with a little jitter, as the page does
            }

            lock (_gate)
            {
                if (_connected.Task.IsCompleted)
                    _connected = new TaskCompletionSource<HubConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(200, 700)), _time, _leave.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Takes what the room tells, until the connection ends.</summary>
    private async Task FollowAsync(HubConnection hub)
    {
        await foreach (var (target, argument) in hub.Messages.ReadAllAsync(_leave.Token))
        {
            switch (target)
            {
                case "patch":
                    Update(room => room.With(Read<DemoPatch>(argument)));
                    break;
                case "mine":
                    Update(room => room.With(Read<QuestionView>(argument)));
                    break;
                case "voices":
                    Update(room => room with { Voices = Read<DemoVoice[]>(argument) });
                    break;
                case "seat":
                    Update(room => room with { Hosts = Read<DemoOwnSeat>(argument).Hosts });
                    break;
                case "outputs":
                    Update(room => room with { Outputs = Read<DemoOutput[]>(argument) });
                    break;
                case "alarms":
                    Update(room => room with { Alarms = Read<DemoAlarm[]>(argument) });
                    break;
            }
        }
    }

    private static T Read<T>(JsonElement argument) => argument.Deserialize<T>(HubConnection.Json)!;

    private void Update(Func<DemoRoom, DemoRoom> change)
    {
        lock (_gate)
            _room = change(_room);
    }

    private sealed record Accepted(long Seq);
}
