using System.Text;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Rtc.Tests.Sip;

public sealed class StreamFramingTests
{
    private const string First = "OPTIONS sip:a@b.example SIP/2.0\r\nContent-Length: 3\r\n\r\nabc";
    private const string Second = "BYE sip:a@b.example SIP/2.0\r\nl : 0\r\n\r\n";

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4_096)]
    public void Messages_are_cut_out_of_the_stream_however_it_comes(int piece)
    {
        var framing = new StreamFraming();

        var messages = Feed(framing, First + Second + First, piece);

        messages.ShouldBe([First, Second, First]);
        framing.Waiting.ShouldBeFalse();
        framing.Broken.ShouldBeFalse();
    }

    [Fact]
    public void Blank_lines_between_messages_are_keep_alives()
    {
        var framing = new StreamFraming();

        Feed(framing, "\r\n\r\n" + First + "\r\n\r\n\r\n" + Second).ShouldBe([First, Second]);

        framing.Pings.ShouldBe(2);
    }

    [Theory]
    [InlineData("OPTIONS sip:a@b.example SIP/2.0\r\nFrom: x\r\n\r\n")]
    [InlineData("OPTIONS sip:a@b.example SIP/2.0\r\nContent-Length: many\r\n\r\n")]
    [InlineData("OPTIONS sip:a@b.example SIP/2.0\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("OPTIONS sip:a@b.example SIP/2.0\r\nContent-Length: 1\r\nl: 2\r\n\r\n")]
    [InlineData("OPTIONS sip:a@b.example SIP/2.0\r\nContent-Length: 99999999\r\n\r\n")]
    public void Where_nobody_knows_the_end_the_stream_is_broken(string message)
    {
        var framing = new StreamFraming();

        Feed(framing, message + First).ShouldBeEmpty();

        framing.Broken.ShouldBeTrue();
    }

    [Fact]
    public void A_head_without_an_end_breaks_the_stream_before_it_fills_the_memory()
    {
        var framing = new StreamFraming();

        Feed(framing, "OPTIONS sip:a@b.example SIP/2.0\r\nX: " + new string('x', 2 * StreamFraming.MaxHead), 1_000);

        framing.Broken.ShouldBeTrue();
    }

    private static List<string> Feed(StreamFraming framing, string text, int piece = 10_000)
    {
        var messages = new List<string>();
        foreach (var bytes in Encoding.ASCII.GetBytes(text).Chunk(piece))
        {
            if (framing.Broken)
                break;
            for (var rest = bytes.AsMemory(); !rest.IsEmpty;)
            {
                var room = framing.Room();
                var length = Math.Min(room.Length, rest.Length);
                rest[..length].CopyTo(room);
                framing.Advance(length);
                rest = rest[length..];
                while (framing.TryNext(out var message))
                    messages.Add(Encoding.ASCII.GetString(message));
            }
        }

        return messages;
    }
}
