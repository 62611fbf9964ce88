using System.Net;
using System.Net.Sockets;
using System.Text;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Rtc.Tests.Sip;

/// <summary>A far end at the other side of a TCP connection that says exactly what a test wants.</summary>
internal sealed class RawStream : IDisposable
{
    private readonly Socket _socket;
    private readonly StreamFraming _framing = new();

    private RawStream(Socket socket) => _socket = socket;

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public static async Task<RawStream> ConnectAsync(IPEndPoint target)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(target);
        return new RawStream(socket);
    }

    public static async Task<RawStream> AcceptAsync(Socket listener) =>
        new(await listener.AcceptAsync(new CancellationTokenSource(TimeSpan.FromMinutes(1)).Token));

    public string Request(string method, int number, string? toTag = null, string body = "", params string[] headers) =>
        string.Join("\r\n", (string[])
        [
            $"{method} sip:talk@127.0.0.1;transport=tcp SIP/2.0",
            $"Via: SIP/2.0/TCP 127.0.0.1:{Port};branch=z9hG4bK{Guid.NewGuid():N}",
            "From: <sip:raw@127.0.0.1>;tag=raw",
            $"To: <sip:talk@127.0.0.1>{(toTag is null ? "" : $";tag={toTag}")}",
            "Call-ID: by-tcp",
            $"CSeq: {number} {method}",
            $"Contact: <sip:raw@127.0.0.1:{Port};transport=tcp>",
            .. headers,
            .. body.Length > 0 ? ["Content-Type: application/sdp"] : Array.Empty<string>(),
            $"Content-Length: {body.Length}",
        ]) + "\r\n\r\n" + body;

    public Task SendAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), SocketFlags.None);

    /// <summary>The next message; null when the connection was closed.</summary>
    public async Task<SipMessage?> ReceiveAsync()
    {
        while (true)
        {
            if (_framing.TryNext(out var text))
            {
                SipParser.TryParse(text, out var message, out var fault).ShouldBeTrue(fault);
                return message;
            }

            if (await ReadAsync() == 0)
                return null;
        }
    }

    public async Task<T> ReceiveAsync<T>(Func<T, bool>? wanted = null) where T : SipMessage
    {
        while (true)
        {
            var message = await ReceiveAsync();
            message.ShouldNotBeNull("the connection was closed");
            if (message is T found && wanted?.Invoke(found) != false)
                return found;
        }
    }

    /// <summary>Bytes as they come, for what is no message; empty when the connection was closed.</summary>
    public async Task<string> ReadTextAsync()
    {
        var buffer = new byte[1_000];
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return Encoding.ASCII.GetString(buffer.AsSpan(0, await _socket.ReceiveAsync(buffer, SocketFlags.None, patience.Token)));
    }

    public void Dispose() => _socket.Dispose();

    private async Task<int> ReadAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            var length = await _socket.ReceiveAsync(_framing.Room(), SocketFlags.None, patience.Token);
            _framing.Advance(length);
            return length;
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
