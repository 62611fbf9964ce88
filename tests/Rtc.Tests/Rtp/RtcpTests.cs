using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Tests.Rtp;

public sealed class RtcpTests
{
    [Fact]
    public void A_compound_packet_is_read_as_it_was_written()
    {
        var sent = new SenderReport(7, 0x1122334455667788, 99, 1_000, 160_000);
        var received = new ReceptionReport(8, 12, -3, 70_000, 55, 0xABCD, 65_536);
        var writer = new RtcpWriter(new byte[200]);
        writer.AddSenderReport(sent, received);
        writer.AddSourceDescription(7, "talks");
        writer.AddGoodbye(7);

        var reader = new RtcpReader(writer.Written);

        reader.TryRead().ShouldBeTrue();
        reader.TryGetSenderReport(out var readSent).ShouldBeTrue();
        readSent.ShouldBe(sent);
        reader.TryGetReception(8, out var readReceived).ShouldBeTrue();
        readReceived.ShouldBe(received);
        reader.TryGetReception(9, out _).ShouldBeFalse();
        reader.TryRead().ShouldBeTrue();
        reader.Type.ShouldBe(RtcpType.SourceDescription);
        reader.TryRead().ShouldBeTrue();
        reader.IsGoodbyeOf(7).ShouldBeTrue();
        reader.TryRead().ShouldBeFalse();
    }

    [Fact]
    public void Two_peers_tell_each_other_what_was_lost_and_how_long_a_round_takes()
    {
        using var line = new VoiceLine(AudioFormat.Pcma()) { Travel = packet => packet % 10 == 5 ? null : 10 };
        line.Run(seconds: 4);
        var time = TimeProvider.System;
        var speaker = new RtcpReporter(line.Sender, null, "speaker", time);
        var listener = new RtcpReporter(null, line.Receiver, "listener", time);
        var buffer = new byte[320];

        listener.Receive(buffer.AsSpan(0, speaker.WriteReport(buffer)));
        speaker.Receive(buffer.AsSpan(0, listener.WriteReport(buffer)));

        var remote = speaker.Remote.ShouldNotBeNull();
        remote.Ssrc.ShouldBe(line.Sender.Ssrc);
        remote.Lost.ShouldBeInRange(19, 20);
        ((int)remote.FractionLost).ShouldBeInRange(23, 27); // a tenth of 256
        remote.LastSenderReport.ShouldNotBe(0u);
    }

    [Fact]
    public void Hostile_reports_are_read_to_the_end_without_harm()
    {
        var random = new Random(3);
        for (var i = 0; i < 10_000; i++)
        {
            var datagram = new byte[random.Next(120)];
            random.NextBytes(datagram);
            if (datagram.Length > 3)
            {
                datagram[0] = (byte)(0x80 | (datagram[0] & 0x3F));
                datagram[1] = (byte)(200 + random.Next(7));
                datagram[2] = 0;
                datagram[3] = (byte)random.Next(20);
            }

            var reader = new RtcpReader(datagram);
            while (reader.TryRead())
            {
                reader.TryGetSenderReport(out _);
                reader.TryGetReception(1, out _);
                reader.IsGoodbyeOf(1);
            }
        }
    }
}
