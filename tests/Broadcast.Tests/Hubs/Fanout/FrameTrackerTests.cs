using TalksPlatform.Broadcast.Hubs.Fanout;

namespace TalksPlatform.Broadcast.Tests.Hubs.Fanout;

public class FrameTrackerTests
{
    private const byte Text = 0x81;
    private const byte TextBegins = 0x01;
    private const byte Continues = 0x00;
    private const byte Ends = 0x80;
    private const byte Ping = 0x89;
    private const byte Close = 0x88;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(70_000)]
    public void Between_whole_messages_there_is_room_wherever_the_writes_are_cut(int length)
    {
        foreach (var cut in new[] { 1, 2, 3, 7, 4_096 })
        {
            var tracker = new FrameTracker();
            var frame = Frame(Text, length);
            for (var start = 0; start < frame.Length; start += cut)
            {
                tracker.TakesMessage.ShouldBe(start == 0, $"{start} bytes of {frame.Length} were written");
                tracker.Follow(frame.AsSpan(start, Math.Min(cut, frame.Length - start)));
            }
            tracker.TakesMessage.ShouldBeTrue();
        }
    }

    [Fact]
    public void Between_the_fragments_of_a_message_there_is_none_also_after_a_ping()
    {
        var tracker = new FrameTracker();
        foreach (var (frame, room) in new[] { (TextBegins, false), (Ping, false), (Continues, false), (Ends, true), (Ping, true) })
        {
            tracker.Follow(Frame(frame, 10));
            tracker.TakesMessage.ShouldBe(room);
        }
    }

    [Fact]
    public void After_the_closing_frame_nothing_may_follow()
    {
        var tracker = new FrameTracker();
        tracker.Follow([.. Frame(Text, 3), .. Frame(Close, 2)]);
        tracker.TakesMessage.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void A_text_becomes_a_frame_with_the_shortest_header(int length)
    {
        TextFrame.Of(new byte[length]).ShouldBe(Frame(Text, length));
    }

    private static byte[] Frame(byte first, int length) => length switch
    {
        < 126 => [first, (byte)length, .. new byte[length]],
        < 65_536 => [first, 126, (byte)(length >> 8), (byte)length, .. new byte[length]],
        _ => [first, 127, 0, 0, 0, 0, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, .. new byte[length]],
    };
}
