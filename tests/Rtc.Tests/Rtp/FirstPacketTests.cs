using System.Buffers.Binary;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Tests.Rtp;

/// <summary>How a voice begins.</summary>
public sealed class FirstPacketTests
{
    [Fact]
    public void Sequence_numbers_begin_in_the_lower_half_so_that_an_early_loss_hides_no_roll_over()
    {
        for (var i = 0; i < 200; i++)
        {
            var wire = new Wire();
            using var sender = new AudioSender(AudioFormat.Opus(111), wire);
            sender.SendEncoded([1, 2, 3]);
            BinaryPrimitives.ReadUInt16BigEndian(wire.UnderWay[^1].AsSpan(2)).ShouldBeLessThan((ushort)(1 << 15));
        }
    }

    [Fact]
    public void What_was_encoded_for_longer_moves_the_timestamp_further()
    {
        var wire = new Wire();
        using var sender = new AudioSender(AudioFormat.Opus(111), wire);
        sender.SendEncoded([1, 2, 3], milliseconds: 40);
        var first = BinaryPrimitives.ReadUInt32BigEndian(wire.UnderWay[^1].AsSpan(4));
        sender.SendEncoded([1, 2, 3]);
        (BinaryPrimitives.ReadUInt32BigEndian(wire.UnderWay[^1].AsSpan(4)) - first).ShouldBe(1920u);
    }
}
