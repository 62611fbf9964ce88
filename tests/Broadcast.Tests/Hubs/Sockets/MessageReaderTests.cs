using System.IO.Pipelines;
using System.Text;
using TalksPlatform.Broadcast.Hubs.Sockets;
using TalksPlatform.TestKit.Fuzzing;

namespace TalksPlatform.Broadcast.Tests.Hubs.Sockets;

public class MessageReaderTests
{
    private const byte Text = 0x81;
    private const byte TextBegins = 0x01;
    private const byte GoesOn = 0x00;
    private const byte Ends = 0x80;
    private const byte Ping = 0x89;
    private const byte Pong = 0x8A;
    private const byte Close = 0x88;
    private const int Longest = 16 * 1024;

    private readonly List<byte[]> _answers = [];

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public async Task Messages_arrive_whole_wherever_the_network_cuts_them(int cut)
    {
        string[] sent = ["", "a", new('b', 125), new('c', 126), "ສະບາຍດີ", new('d', Longest)];

        (await ReadAsync([.. sent.SelectMany(MaskedFrame.Text)], cut)).ShouldBe(sent);
    }

    [Fact]
    public async Task A_message_in_fragments_is_put_together_and_a_ping_between_them_is_answered_at_once()
    {
        byte[] bytes =
        [
            .. MaskedFrame.Of(TextBegins, "Exp"u8.ToArray()), .. MaskedFrame.Of(Ping, "here?"u8.ToArray()),
            .. MaskedFrame.Of(GoesOn, "orting "u8.ToArray()), .. MaskedFrame.Of(Pong, []), .. MaskedFrame.Of(Ends, "coffee"u8.ToArray()),
        ];

        (await ReadAsync(bytes, 7)).ShouldBe(["Exporting coffee"]);
        _answers.ShouldHaveSingleItem().ShouldBe([0x8A, 5, .. "here?"u8]);
    }

    [Fact]
    public async Task Nothing_is_read_after_the_close() =>
        (await ReadAsync([.. MaskedFrame.Text("one"), .. MaskedFrame.Of(Close, [3, 232]), .. MaskedFrame.Text("two")], 5)).ShouldBe(["one"]);

    [Fact]
    public async Task A_connection_that_breaks_is_an_end_like_any_other_and_says_how()
    {
        var reset = new IOException("Connection reset by peer");
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(MaskedFrame.Text("one"), TestContext.Current.CancellationToken);
        var reader = new MessageReader(pipe.Reader, Longest);
        (await reader.NextAsync()).ShouldNotBeNull();

        await pipe.Writer.CompleteAsync(reset);

        (await reader.NextAsync()).ShouldBeNull();
        reader.Broken.ShouldBe(reset);
        reader.HasClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task What_no_client_may_send_is_refused()
    {
        await RefusesAsync("no mask", [Text, 1, (byte)'a']);
        await RefusesAsync("a kind that there is not", MaskedFrame.Of(0x83, []));
        await RefusesAsync("reserved bits, since nothing was agreed", MaskedFrame.Of(0xC1, []));
        await RefusesAsync("a fragment of no message", MaskedFrame.Of(Ends, []));
        await RefusesAsync("a message within a message", [.. MaskedFrame.Of(TextBegins, []), .. MaskedFrame.Text("a")]);
        await RefusesAsync("a control frame in fragments", MaskedFrame.Of(0x09, []));
        await RefusesAsync("a long control frame", MaskedFrame.Of(Ping, new byte[126]));
        await RefusesAsync("too long a message", MaskedFrame.Text(new string('a', Longest + 1)));
        await RefusesAsync("too many fragments", [.. Enumerable.Range(0, 17).SelectMany(i => MaskedFrame.Of(i == 0 ? TextBegins : GoesOn, new byte[1_000]))]);
        await RefusesAsync("a length below nothing", [Text, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]);
    }

    [Fact]
    public void Whatever_comes_is_read_or_refused()
    {
        var samples = new[]
        {
            MaskedFrame.Text("{\"type\":6}\u001e"), MaskedFrame.Text(new string('x', 300)), MaskedFrame.Of(Ping, [1, 2, 3]),
            [.. MaskedFrame.Of(TextBegins, [1]), .. MaskedFrame.Of(Ends, [2])], MaskedFrame.Of(Close, [3, 232]),
        };
        var report = Fuzzer.Run(new FuzzTarget("WebSocket", samples, Takes), inputs: 10_000, seed: 1);

        report.Accepted.ShouldBeInRange(1, 9_999);
    }

    private static bool Takes(ReadOnlySpan<byte> input)
    {
        var reader = new MessageReader(PipeReader.Create(new MemoryStream(input.ToArray())), Longest);
        try
        {
            while (reader.NextAsync().AsTask().GetAwaiter().GetResult() is not null)
            {
                // the next
            }
            return true;
        }
        catch (BrokenSocketException)
        {
            return false;
        }
        finally
        {
            reader.Release();
        }
    }

    private async Task RefusesAsync(string what, byte[] bytes) =>
        await Should.ThrowAsync<BrokenSocketException>(() => ReadAsync(bytes, bytes.Length), what);

    private async Task<List<string>> ReadAsync(byte[] bytes, int cut)
    {
        var pipe = new Pipe();
        var writing = Task.Run(async () =>
        {
            foreach (var some in bytes.Chunk(cut))
                await pipe.Writer.WriteAsync(some);
            await pipe.Writer.CompleteAsync();
        });
        var reader = new MessageReader(pipe.Reader, Longest) { Answer = _answers.Add };
        var messages = new List<string>();
        while (await reader.NextAsync() is { } message)
            messages.Add(Encoding.UTF8.GetString(message.Span));
        await pipe.Reader.CompleteAsync();
        await writing;
        return messages;
    }
}
