using System.Net;
using System.Net.Sockets;
using TalksPlatform.Broadcast.Hubs.Sockets;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Hubs.Sockets;

/// <summary>Over a real connection, whose other end reads when it likes.</summary>
public sealed class SocketOutputTests : IAsyncLifetime
{
    private static readonly byte[] Large = new byte[200 * 1024];

    private readonly ManualTime _time = new();
    private readonly Socket _reader = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
    private Socket _writer = null!;
    private SocketOutput _output = null!;

    public async ValueTask InitializeAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var accepting = listener.AcceptSocketAsync();
        await _reader.ConnectAsync(listener.LocalEndpoint);
        _writer = await accepting;
        _writer.SendBufferSize = 4_096;
        _writer.Blocking = false;
        _output = new SocketOutput(_writer, _time);
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _writer.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_the_network_takes_is_gone_at_once()
    {
        _output.TryTell("news"u8).ShouldBeTrue();
        _output.TryWrite("answer"u8).ShouldBeTrue();

        _output.Emptied.IsCompleted.ShouldBeTrue();
        _output.StuckSince.ShouldBeNull();
        (await ReadAsync(10)).ShouldBe("newsanswer"u8.ToArray());
    }

    [Fact]
    public async Task While_something_waits_news_are_not_taken_and_answers_keep_their_order()
    {
        _output.TryWrite(Large).ShouldBeTrue();
        _output.TryTell("news"u8).ShouldBeFalse();
        _output.TryWrite("answer"u8).ShouldBeTrue();
        _output.Emptied.IsCompleted.ShouldBeFalse();

        var arrived = await ReadAsync(Large.Length + 6);

        arrived[..Large.Length].ShouldBe(Large);
        arrived[Large.Length..].ShouldBe("answer"u8.ToArray());
        await _output.Emptied;
        _output.TryTell("news"u8).ShouldBeTrue();
    }

    [Fact]
    public async Task It_is_known_since_when_the_network_takes_nothing()
    {
        _output.TryWrite(Large);
        await Eventually.BecomesAsync(() => _writer.Poll(0, SelectMode.SelectWrite) is false, "the network is full");
        var since = _output.StuckSince.ShouldNotBeNull();
        _time.Advance(TimeSpan.FromSeconds(6));

        _time.GetElapsedTime(since).ShouldBe(TimeSpan.FromSeconds(6));
        await ReadAsync(Large.Length);
        await Eventually.BecomesAsync(() => _output.StuckSince is null, "all of it is gone");
    }

    [Fact]
    public async Task A_thin_line_on_which_a_long_answer_moves_is_not_stuck()
    {
        _output.TryWrite(Large);
        var (left, longest) = (Large.Length, TimeSpan.Zero);
        while (left > 0)
        {
            var since = _output.StuckSince;
            _time.Advance(TimeSpan.FromSeconds(4));
            longest = since is null ? longest : Longer(longest, _time.GetElapsedTime(since.Value));
            left -= (await ReadAsync(Math.Min(left, 64 * 1024))).Length;
            await Eventually.BecomesAsync(() => _output.StuckSince != since || since is null, "some of it went out");
        }

        longest.ShouldBe(TimeSpan.FromSeconds(4)); // all of it took several times as long
        await _output.Emptied;
    }

    [Fact]
    public async Task What_is_gathered_travels_together_and_in_its_order()
    {
        _output.Gather();
        _output.TryWrite("welcome"u8).ShouldBeTrue();
        _output.TryTell("news"u8).ShouldBeTrue();
        _output.TryWrite("answer"u8).ShouldBeTrue();
        _reader.Available.ShouldBe(0);

        _output.Let();

        await Eventually.BecomesAsync(() => _reader.Available == 17, "all of it came at once");
        (await ReadAsync(17)).ShouldBe("welcomenewsanswer"u8.ToArray());
        _output.TryTell("more"u8).ShouldBeTrue();
        (await ReadAsync(4)).ShouldBe("more"u8.ToArray());
    }

    [Fact]
    public void Only_so_much_waits_and_it_is_known_that_more_was_left_out()
    {
        _output.HasOverflowed.ShouldBeFalse();
        while (_output.TryWrite(Large.AsSpan(0, 64 * 1024)))
        {
            // until it says no
        }

        _output.TryWrite("answer"u8).ShouldBeFalse();
        _output.Emptied.IsCompleted.ShouldBeFalse();
        _output.HasOverflowed.ShouldBeTrue();
    }

    [Fact]
    public async Task When_the_connection_ends_nothing_is_taken_and_nobody_waits_for_ever()
    {
        _output.TryWrite(Large);
        _reader.LingerState = new LingerOption(true, 0);
        _reader.Close();

        await _output.Emptied;
        _output.TryWrite("answer"u8).ShouldBeFalse();
        _output.TryTell("news"u8).ShouldBeFalse();
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private async Task<byte[]> ReadAsync(int length)
    {
        var (bytes, end) = (new byte[length], 0);
        while (end < length)
            end += await _reader.ReceiveAsync(bytes.AsMemory(end));
        return bytes;
    }
}
