using System.Net;
using System.Net.Sockets;
using TalksPlatform.Rtc.Ice.Tcp;
using TalksPlatform.Rtc.Stun;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.Ice.Tcp;

/// <summary>A TCP port among polite, slow and hostile connections.</summary>
[Collection(nameof(RealTime))]
public sealed class TcpPortTests : IDisposable
{
    private static readonly byte[] Check = [0, 1, 0, 0]; // begins as a connectivity check does; the test says which are genuine

    private readonly ManualTime _time = new();
    private readonly List<IDisposable> _open = [];
    private readonly Lock _gate = new();
    private readonly List<TransportAddress> _genuine = [];
    private readonly List<TransportAddress> _closed = [];
    private volatile bool _believes = true;

    [Fact]
    public async Task Datagrams_go_both_ways_however_they_are_cut()
    {
        var port = Open();
        var client = Connect(port);
        client.Send([0]);
        client.Send([4, 0]);
        client.Send([1, 0, 0, 0]);
        await Eventually.BecomesAsync(() => Genuine.Count == 1, "the check arrives");

        port.Send("hello"u8, Genuine[0]);
        port.Send([], Genuine[0]);

        Read(client, 9).ShouldBe([0, 5, .. "hello"u8, 0, 0]);
        ((IPEndPoint)client.LocalEndPoint!).Port.ShouldBe(Genuine[0].Port);
    }

    [Fact]
    public async Task Whoever_shows_no_genuine_check_in_time_is_hung_up_on()
    {
        _believes = false;
        var port = Open();
        var client = Connect(port);
        Say(client, Check);
        await Eventually.BecomesAsync(() => port.Count == 1, "the connection is there");

        _time.Advance(TimeSpan.FromSeconds(11));

        IsHungUp(client).ShouldBeTrue();
        await Eventually.BecomesAsync(() => port is { Count: 0, Expired: 1 }, "it is forgotten");
    }

    [Fact]
    public async Task A_connection_lives_from_check_to_check()
    {
        var port = Open();
        var client = Connect(port);
        for (var i = 1; i <= 4; i++)
        {
            Say(client, Check);
            await Eventually.BecomesAsync(() => Genuine.Count == i, "the check arrives");
            _time.Advance(TimeSpan.FromSeconds(14));
        }

        port.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(2));

        IsHungUp(client).ShouldBeTrue();
        await Eventually.BecomesAsync(() => Closed.SequenceEqual([Genuine[0]]), "its path is told to be over");
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("\0\u0010\u0016................")] // DTLS before any check
    [InlineData("\0\u0010\u0080................")] // RTP likewise
    public void Whoever_speaks_something_else_is_hung_up_on_at_once(string words)
    {
        var port = Open();
        var client = Connect(port);

        client.Send(System.Text.Encoding.Latin1.GetBytes(words));

        IsHungUp(client).ShouldBeTrue();
        Genuine.ShouldBeEmpty();
    }

    [Fact]
    public void A_flood_before_the_proof_ends_the_connection()
    {
        _believes = false;
        var port = Open();
        var client = Connect(port);
        var flood = Enumerable.Repeat(0, 200).SelectMany(_ => (byte[])[0, 100, .. Check, .. new byte[96]]).ToArray();

        client.Send(flood);

        IsHungUp(client).ShouldBeTrue();
        port.Refused.ShouldBe(1);
    }

    [Fact]
    public async Task Strangers_of_one_address_are_few_but_the_proven_take_no_place_among_them()
    {
        var port = Open(new TcpOptions(Any) { Time = _time, MaxUnproven = 3 });
        for (var i = 1; i <= 6; i++)
        {
            Say(Connect(port), Check);
            await Eventually.BecomesAsync(() => Genuine.Count == i, "the check arrives");
        }

        _believes = false;
        for (var i = 0; i < 3; i++)
            Connect(port);
        await Eventually.BecomesAsync(() => port.Count == 9, "three strangers are let in");

        IsHungUp(Connect(port)).ShouldBeTrue();
        port.Refused.ShouldBe(1);
    }

    [Fact]
    public async Task There_are_never_more_than_the_limit()
    {
        var port = Open(new TcpOptions(Any) { Time = _time, MaxConnections = 2 });
        Connect(port);
        var second = Connect(port);
        await Eventually.BecomesAsync(() => port.Count == 2, "two are there");

        IsHungUp(Connect(port)).ShouldBeTrue();
        second.Dispose();
        await Eventually.BecomesAsync(() => port.Count == 1, "one leaves");
        Say(Connect(port), Check);
        await Eventually.BecomesAsync(() => Genuine.Count == 1, "another takes its place");
    }

    [Fact]
    public async Task A_slow_reader_loses_what_is_too_much_and_delays_nobody()
    {
        var port = Open();
        var slow = Connect(port);
        var quick = Connect(port);
        Say(slow, Check);
        await Eventually.BecomesAsync(() => Genuine.Count == 1, "the slow one is there");
        Say(quick, Check);
        await Eventually.BecomesAsync(() => Genuine.Count == 2, "the quick one is there");
        var packet = new byte[1000];
        while (port.Dropped == 0)
            port.Send(packet, Genuine[0]);

        port.Send("go"u8, Genuine[1]);
        Read(quick, 4).ShouldBe([0, 2, .. "go"u8]);

        // What it does get is whole: the cut is never inside a datagram.
        slow.ReceiveTimeout = 200;
        var reader = new FrameReader();
        var buffer = new byte[100_000];
        while (slow.Receive(buffer, SocketFlags.None, out _) is var length and > 0)
        {
            var received = buffer.AsSpan(0, length);
            while (reader.TryRead(ref received, out var datagram))
                datagram.Length.ShouldBe(packet.Length);
        }

        reader.IsBroken.ShouldBeFalse();
        port.Send("again"u8, Genuine[0]);
        Read(slow, 7).ShouldBe([0, 5, .. "again"u8]);
    }

    [Fact]
    public async Task Many_connections_take_one_thread_and_sending_allocates_nothing()
    {
        var port = Open(new TcpOptions(Any) { Time = _time, MaxUnproven = 500 });
        var clients = Enumerable.Range(0, 300).Select(_ => Connect(port)).ToList();
        foreach (var client in clients)
            Say(client, Check);
        await Eventually.BecomesAsync(() => Genuine.Count == 300, "all are there");
        var packet = new byte[160];
        var everybody = Genuine;

        Allocation.Of(() =>
        {
            foreach (var address in everybody)
                port.Send(packet, address);
        }).ShouldBe(0);
        foreach (var client in clients)
            Read(client, 162).Length.ShouldBe(162);
        port.Dropped.ShouldBe(0);
    }

    public void Dispose()
    {
        foreach (var closing in Enumerable.Reverse(_open))
            closing.Dispose();
    }

    private static IPEndPoint Any => new(IPAddress.Loopback, 0);

    private List<TransportAddress> Genuine
    {
        get
        {
            lock (_gate)
                return [.. _genuine];
        }
    }

    private List<TransportAddress> Closed
    {
        get
        {
            lock (_gate)
                return [.. _closed];
        }
    }

    private static void Say(Socket client, byte[] datagram) => client.Send([0, (byte)datagram.Length, .. datagram]);

    private static byte[] Read(Socket client, int length)
    {
        var buffer = new byte[length];
        using var stream = new NetworkStream(client, ownsSocket: false);
        stream.ReadExactly(buffer);
        return buffer;
    }

    private static bool IsHungUp(Socket client)
    {
        client.Receive(new byte[1], SocketFlags.None, out var error);
        return error is SocketError.Success or SocketError.ConnectionReset;
    }

    private TcpPort Open(TcpOptions? options = null)
    {
        var port = new TcpPort(options ?? new TcpOptions(Any) { Time = _time }, (datagram, from) =>
        {
            if (!_believes || !datagram.SequenceEqual(Check))
                return false;
            lock (_gate)
                _genuine.Add(from);
            return true;
        });
        port.Closed += address =>
        {
            lock (_gate)
                _closed.Add(address);
        };
        port.Start();
        _open.Add(port);
        return port;
    }

    private Socket Connect(TcpPort port)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = 10_000,
            ReceiveBufferSize = 16 * 1024,
        };
        client.Connect(port.LocalEndPoint);
        _open.Add(client);
        return client;
    }
}
