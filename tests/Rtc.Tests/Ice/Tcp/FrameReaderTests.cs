using TalksPlatform.Rtc.Ice.Tcp;

namespace TalksPlatform.Rtc.Tests.Ice.Tcp;

/// <summary>Datagrams out of a stream, however the network cut it.</summary>
public sealed class FrameReaderTests
{
    [Fact]
    public void However_a_stream_is_cut_the_same_datagrams_come_out()
    {
        var random = new Random(4571);
        for (var round = 0; round < 500; round++)
        {
            var datagrams = Enumerable.Range(0, random.Next(1, 20)).Select(_ => Some(random)).ToList();
            var stream = datagrams.SelectMany(Frame).ToArray();

            ReadInPieces(stream, random).ShouldBe(datagrams);
        }
    }

    [Fact]
    public void A_datagram_longer_than_any_packet_breaks_the_stream_at_its_second_byte()
    {
        var reader = new FrameReader();
        ReadAll(reader, [0x08]).ShouldBeEmpty();
        reader.IsBroken.ShouldBeFalse();

        ReadAll(reader, [0x01]).ShouldBeEmpty();
        reader.IsBroken.ShouldBeTrue();
        ReadAll(reader, Frame([1, 2, 3])).ShouldBeEmpty();
    }

    [Fact]
    public void No_stream_breaks_the_reader()
    {
        var random = new Random(6544);
        for (var round = 0; round < 10_000; round++)
        {
            var reader = new FrameReader();
            var stream = new byte[random.Next(0, 300)];
            random.NextBytes(stream);
            for (var i = 0; i + 1 < stream.Length && random.Next(4) > 0; i += 2 + stream[i + 1])
                stream[i] = 0; // as long as luck lasts, a stream of short datagrams

            var read = ReadAll(reader, stream);

            read.Sum(datagram => datagram.Length + 2).ShouldBeLessThanOrEqualTo(stream.Length);
        }
    }

    private static byte[] Some(Random random)
    {
        var datagram = new byte[random.Next(4) == 0 ? random.Next(0, 4) : random.Next(0, FrameReader.MaxDatagram + 1)];
        random.NextBytes(datagram);
        return datagram;
    }

    private static byte[] Frame(byte[] datagram) => [(byte)(datagram.Length >> 8), (byte)datagram.Length, .. datagram];

    private static List<byte[]> ReadInPieces(byte[] stream, Random random)
    {
        var reader = new FrameReader();
        var datagrams = new List<byte[]>();
        for (var at = 0; at < stream.Length;)
        {
            var length = Math.Min(random.Next(3) == 0 ? 1 : random.Next(1, 3000), stream.Length - at);
            datagrams.AddRange(ReadAll(reader, stream[at..(at + length)]));
            at += length;
        }

        reader.IsBroken.ShouldBeFalse();
        return datagrams;
    }

    private static List<byte[]> ReadAll(FrameReader reader, byte[] piece)
    {
        var datagrams = new List<byte[]>();
        var received = piece.AsSpan();
        while (reader.TryRead(ref received, out var datagram))
            datagrams.Add(datagram.ToArray());
        received.IsEmpty.ShouldBeTrue();
        return datagrams;
    }
}
