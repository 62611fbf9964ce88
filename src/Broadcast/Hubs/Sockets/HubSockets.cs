using System.Buffers.Text;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs.Fanout;

namespace TalksPlatform.Broadcast.Hubs.Sockets;

/// <summary>
/// The hub's WebSockets (RFC 6455) over SignalR's JSON protocol, from the handshake to the end, on the connection's own
/// bytes. Why not through SignalR is told in docs/adr/0014-websockets-of-our-own.md. Thread-safe.
/// </summary>
internal sealed class HubSockets : IDisposable
{
    private static readonly TimeSpan ShakesHandsWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SilentAtMost = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingsAfter = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<HubSocket, bool> _open = new();
    private readonly HubCalls _calls;
    private readonly FanoutLifetimeManager _fanout;
    private readonly CancellationToken _stopping;
    private readonly TimeProvider _time;
    private readonly ILogger<HubSockets> _logger;
    private readonly ITimer _look;

    public HubSockets(
        HubCalls calls, FanoutLifetimeManager fanout, IHostApplicationLifetime life, TimeProvider time, ILogger<HubSockets> logger)
    {
        (_calls, _fanout, _stopping, _time, _logger) = (calls, fanout, life.ApplicationStopping, time, logger);
        _look = time.CreateTimer(_ => LookAfterAll(), null, LooksEvery, LooksEvery);
        _stopping.Register(SendAllHome);
    }

    /// <summary>Takes the request, if it is for a WebSocket that we can serve; else it is for SignalR to answer.</summary>
    /// <param name="request">A request to the hub, of somebody who may.</param>
    /// <param name="serving">Ends with the WebSocket.</param>
    public bool TryServe(HttpContext request, out Task serving)
    {
        var asked = SocketRequest.TryRead(request);
        serving = asked is null ? Task.CompletedTask : ServeAsync(request, asked);
        return asked is not null;
    }

    public void Dispose() => _look.Dispose();

    private async Task ServeAsync(HttpContext request, SocketRequest asked)
    {
        if (!await asked.TryAcceptAsync(request))
            return;
        var expires = request.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc;
        var socket = new HubSocket(request, NewId(), asked.Transport.Input, new SocketOutput(asked.Socket, _time), expires);
        _open[socket] = true;
        if (_stopping.IsCancellationRequested)
            SendHome(socket); // she came too late to be among all
        try
        {
            await TalkAsync(socket);
        }
        finally
        {
            _open.TryRemove(socket, out _);
            socket.Output.End();
        }
    }

    private async Task TalkAsync(HubSocket socket)
    {
        var reader = new MessageReader(socket.Input, (int)TalkHub.LongestMessage)
        {
            Heard = () => socket.Heard(_time.GetTimestamp()),
            Answer = pong => socket.Output.TryWrite(pong),
        };
        Exception? reason = null;
        try
        {
            var staysOn = true;
            while (staysOn && await reader.NextAsync() is { } message)
            {
                socket.StopListening();
                staysOn = await ObeyAsync(socket, message);
                await socket.Output.Emptied; // whoever does not take her answers is not asked for more
                socket.Heard(_time.GetTimestamp());
            }
            if (!staysOn || reader.HasClosed)
                socket.Output.TryWrite(RecordWriter.Closing(1000));
            reason = reader.Broken;
        }
        catch (Exception broken) when (broken is BrokenSocketException or JsonException)
        {
            reason = broken;
            _logger.LogDebug(broken, "A client broke the protocol");
            socket.Output.TryWrite(RecordWriter.Broken(broken is JsonException ? "What came is not JSON." : broken.Message));
        }
        finally
        {
            reader.Release();
            if (socket.HasShakenHands)
                await LeaveAsync(socket, reason);
        }
    }

    /// <summary>A message holds whole records. What answers the first of them, with its handshake, travels together.</summary>
    private async ValueTask<bool> ObeyAsync(HubSocket socket, ReadOnlyMemory<byte> message)
    {
        var isFirst = !socket.HasShakenHands;
        if (isFirst)
            socket.Output.Gather();
        try
        {
            return await ObeyAllAsync(socket, message);
        }
        finally
        {
            if (isFirst)
                socket.Output.Let();
        }
    }

    private async ValueTask<bool> ObeyAllAsync(HubSocket socket, ReadOnlyMemory<byte> message)
    {
        while (message.Length > 0)
        {
            var end = message.Span.IndexOf(RecordWriter.Separator);
            if (end < 0)
                throw new BrokenSocketException("A message ends with the separator of records.");
            var goesOn = socket.HasShakenHands ? await _calls.ObeyAsync(socket, message.Span[..end]) : await EnterAsync(socket, message[..end]);
            if (!goesOn)
                return false;
            message = message[(end + 1)..];
        }
        return true;
    }

    private async Task<bool> EnterAsync(HubSocket socket, ReadOnlyMemory<byte> handshake)
    {
        if (RecordWriter.Objection(handshake.Span) is { } objection)
        {
            socket.Output.TryWrite(objection);
            return false;
        }
        _fanout.Enter(socket);
        socket.HasShakenHands = true;
        await _calls.WelcomeAsync(socket);
        return socket.Output.TryWrite(RecordWriter.Welcome);
    }

    private async Task LeaveAsync(HubSocket socket, Exception? reason)
    {
        socket.Output.End();
        _fanout.Leave(socket);
        await _calls.BidFarewellAsync(socket, reason);
    }

    private void LookAfterAll()
    {
        var now = _time.GetTimestamp();
        foreach (var (socket, _) in _open)
        {
            if (IsLost(socket, now))
                socket.Abort();
            else if (socket.HasShakenHands && _time.GetElapsedTime(socket.Output.WroteAt, now) >= PingsAfter)
                socket.Output.TryTell(RecordWriter.Ping);
        }
    }

    private bool IsLost(HubSocket socket, long now) =>
        (!socket.HasShakenHands && socket.IsListened && _time.GetElapsedTime(socket.HeardAt, now) > ShakesHandsWithin)
        || (socket.Pings && socket.IsListened && _time.GetElapsedTime(socket.HeardAt, now) > SilentAtMost)
        || socket.Output.HasOverflowed
        || (socket.Output.StuckSince is { } since && _time.GetElapsedTime(since, now) > TalkHub.SlowestSend)
        || socket.Expires <= _time.GetUtcNow();

    private void SendAllHome()
    {
        foreach (var (socket, _) in _open)
            SendHome(socket);
    }

    private static void SendHome(HubSocket socket)
    {
        socket.Output.TryTell(RecordWriter.ComeBack);
        socket.GoHome();
    }

    private static string NewId()
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }
}
