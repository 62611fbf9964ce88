using System.Net;
using System.Net.Sockets;
using System.Text;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Rtc.Tests.Sip;

/// <summary>A far end that says exactly what a test wants, right or wrong, and shows what comes back.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private IPEndPoint? _target;
    private readonly byte[] _buffer = new byte[65_535];

    /// <param name="target">Whom it speaks to; null answers whoever speaks first.</param>
    public RawPeer(IPEndPoint? target = null)
    {
        _target = target;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public string CallId { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Our own tag in what we answer.</summary>
    public string Tag { get; set; } = "raw";

    /// <summary>The far end's tag, once we have it.</summary>
    public string? RemoteTag { get; set; }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Blank lines that came to keep a NAT open.</summary>
    public int KeepAlives { get; private set; }

    /// <summary>Bytes that have come and were not read.</summary>
    public int Available => _socket.Available;

    /// <summary>A description of a voice at an address that nobody reads.</summary>
    public static string Sdp(string direction = "sendrecv", string formats = "8 101", string address = "127.0.0.1") =>
        $"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 {address}\r\nt=0 0\r\nm=audio 9 RTP/AVP {formats}\r\n"
        + $"a=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na={direction}\r\n";

    public string Request(string method, int number, string? sdp = null, string? branch = null, params string[] headers)
    {
        var to = RemoteTag is null ? "<sip:talk@127.0.0.1>" : $"<sip:talk@127.0.0.1>;tag={RemoteTag}";
        var lines = new List<string>
        {
            $"{method} sip:talk@127.0.0.1 SIP/2.0",
            $"Via: SIP/2.0/UDP 127.0.0.1:{Port};branch={branch ?? "z9hG4bK" + Guid.NewGuid().ToString("N")};rport",
            "Max-Forwards: 70",
            "From: <sip:raw@127.0.0.1>;tag=raw",
            $"To: {to}",
            $"Call-ID: {CallId}",
            $"CSeq: {number} {method}",
            $"Contact: <sip:raw@127.0.0.1:{Port}>",
        };
        lines.AddRange(headers);
        if (sdp is not null)
            lines.Add("Content-Type: application/sdp");
        lines.Add($"Content-Length: {sdp?.Length ?? 0}");
        return string.Join("\r\n", lines) + "\r\n\r\n" + sdp;
    }

    public void Send(string message) => _socket.SendTo(Encoding.UTF8.GetBytes(message), _target!);

    public void Send(byte[] datagram) => _socket.SendTo(datagram, _target!);

    /// <summary>The next message.</summary>
    public async Task<SipMessage> ReceiveAsync(int seconds = 5)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        var (length, source) = await ReceiveAsync(patience.Token);
        _target ??= source;
        if (length == 4)
        {
            KeepAlives++;
            return await ReceiveAsync(seconds);
        }

        SipParser.TryParse(_buffer.AsSpan(0, length), out var message, out var fault).ShouldBeTrue(fault);
        return message!;
    }

    /// <summary>The next final response; provisional ones and repeats of requests are passed over.</summary>
    public async Task<SipResponse> ReceiveFinalAsync()
    {
        while (true)
        {
            if (await ReceiveAsync() is SipResponse { IsProvisional: false } response)
            {
                RemoteTag ??= response.To.Tag;
                return response;
            }
        }
    }

    /// <summary>The next provisional response of a status.</summary>
    public async Task<SipResponse> ReceiveProgressAsync(int status)
    {
        while (true)
        {
            if (await ReceiveAsync() is SipResponse response && response.Status == status)
                return response;
        }
    }

    /// <summary>The next request.</summary>
    public async Task<SipRequest> ReceiveRequestAsync()
    {
        while (true)
        {
            if (await ReceiveAsync() is SipRequest request)
                return request;
        }
    }

    /// <summary>Answers a request of the far end.</summary>
    public void Answer(SipRequest request, int status, string? sdp = null, params string[] headers)
    {
        var response = SipResponse.For(request, status, localTag: Tag);
        response.Headers.Add("Contact", $"<sip:raw@127.0.0.1:{Port}>");
        foreach (var header in headers)
            response.Headers.Add(header.Split(": ")[0], header.Split(": ")[1]);
        if (sdp is not null)
            response.Describe(sdp);
        Send(response.ToBytes());
    }

    /// <summary>Calls, lets the telephone answer, and confirms.</summary>
    public async Task<(SipCall Call, SipResponse Answer)> CallAsync(Telephone telephone, params string[] headers)
    {
        Send(Request("INVITE", 1, Sdp(), null, headers));
        var accepting = (await telephone.RingsAsync()).AcceptAsync();
        var answer = await ReceiveFinalAsync();
        answer.Status.ShouldBe(200);
        Send(Request("ACK", 1));
        return (await accepting, answer);
    }

    /// <summary>Waits until the telephone has done all that it was to do so far.</summary>
    public async Task IdleAsync(Telephone telephone)
    {
        using var other = new RawPeer(telephone.Agent.LocalEndPoint);
        other.Send(other.Request("OPTIONS", 1));
        await other.ReceiveFinalAsync();
    }

    public void Dispose() => _socket.Dispose();

    private async Task<(int Length, IPEndPoint Source)> ReceiveAsync(CancellationToken ct)
    {
        var received = await _socket.ReceiveFromAsync(_buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), ct);
        return (received.ReceivedBytes, (IPEndPoint)received.RemoteEndPoint);
    }
}
