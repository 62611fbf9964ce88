using TalksPlatform.Rtc.Rtp;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Rtp;

public sealed class FormatChangeTests
{
    public static TheoryData<string, AudioFormat, AudioFormat> Changes => new()
    {
        { "same clock", AudioFormat.Pcma(101), AudioFormat.Pcmu(101) },
        { "another clock and rate", AudioFormat.G722(101), AudioFormat.Opus(96, 102) },
        { "longer packets", AudioFormat.Pcma(101), AudioFormat.Pcma(101) with { PacketMilliseconds = 60 } },
        { "uncompressed", AudioFormat.Opus(96, 102), AudioFormat.L16At44100(103) },
        { "back to the telephone", AudioFormat.L16(97, 102), AudioFormat.Pcmu(101) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Nobody_misses_a_word_when_the_format_changes(string what, AudioFormat from, AudioFormat to)
    {
        what.ShouldNotBeEmpty();
        using var line = new VoiceLine(from);
        line.Run(seconds: 1);
        line.Heard.Clear();
        line.Sounded.Clear();

        line.Receiver.Change(to); // the offer's answerer is ready for both first
        line.Run(seconds: 0.2);
        line.Sender.Change(to);
        line.Run(seconds: 1);

        line.Sounded.ShouldAllBe(sounded => sounded);
        line.Heard.Chunk(VoiceFrame.Samples).Min(frame => Tone.Level(frame, 1_000, VoiceFrame.SampleRate)).ShouldBeGreaterThan(-24);
        Tone.Level(line.LastSecond().AsSpan(VoiceFrame.SampleRate / 2), 1_000, VoiceFrame.SampleRate).ShouldBe(-12, 1);
        line.Receiver.Statistics.Lost.ShouldBe(0);
        line.Receiver.Statistics.Concealed.ShouldBeLessThan(5);
        line.Receiver.Format.ShouldBe(to);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(30)]
    [InlineData(40)]
    [InlineData(60)]
    public void Packets_of_any_agreed_length_carry_the_voice(int milliseconds)
    {
        foreach (var format in (AudioFormat[])[AudioFormat.Pcma(101), AudioFormat.G722(101), AudioFormat.Opus(96, 102)])
        {
            if (format.ClockRate == 48_000 && milliseconds == 30)
                continue; // Opus has no such frame
            using var line = new VoiceLine(format with { PacketMilliseconds = milliseconds });

            line.Run(seconds: 2);

            Tone.Level(line.LastSecond(), 1_000, VoiceFrame.SampleRate).ShouldBe(-12, 1);
            line.Receiver.Statistics.Received.ShouldBeInRange(2_000 / milliseconds - 2, (2_000 / milliseconds) + 1);
            line.Receiver.Statistics.Concealed.ShouldBe(0);
        }
    }

    [Fact]
    public void A_change_that_is_taken_back_before_it_is_heard_leaves_the_old_voice()
    {
        using var line = new VoiceLine(AudioFormat.Pcma(101));
        line.Run(seconds: 0.5);

        line.Receiver.Change(AudioFormat.Opus(96, 102));
        line.Receiver.Change(AudioFormat.Pcma(101));
        line.Run(seconds: 1);

        line.Receiver.Statistics.Concealed.ShouldBe(0);
        Tone.Level(line.LastSecond().AsSpan(VoiceFrame.SampleRate / 2), 1_000, VoiceFrame.SampleRate).ShouldBe(-12, 1);
    }

    [Fact]
    public void A_format_with_another_clock_is_another_stream_and_one_with_the_same_goes_on()
    {
        var wire = new Wire();
        using var sender = new AudioSender(AudioFormat.Pcma(101), wire);
        var ssrc = sender.Ssrc;
        sender.Send(new float[VoiceFrame.Samples]);

        sender.Change(AudioFormat.G722(101));
        sender.Send(new float[VoiceFrame.Samples]);
        sender.Ssrc.ShouldBe(ssrc);
        sender.Change(AudioFormat.Opus(96, 102));
        sender.Send(new float[VoiceFrame.Samples]);
        sender.Ssrc.ShouldNotBe(ssrc);

        RtpPacket.TryParse(wire.UnderWay[1], out var second).ShouldBeTrue();
        RtpPacket.TryParse(wire.UnderWay[0], out var first).ShouldBeTrue();
        (second.PayloadType, second.Marker, second.Timestamp - first.Timestamp).ShouldBe(((byte)9, true, 160u));
    }
}
