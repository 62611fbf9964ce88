using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Rtp;

/// <summary>Discontinuous transmission (RFC 7587 §3.1.3): nobody sends silence, and nobody takes it for loss.</summary>
public sealed class SilenceTests
{
    private static readonly float[] Quiet = new float[VoiceFrame.Samples];

    [Fact]
    public void Hardly_anything_is_sent_in_a_pause_and_a_mark_tells_its_end()
    {
        var wire = new Wire();
        using var sender = new AudioSender(AudioFormat.Opus(111) with { DiscontinuousTransmission = true }, wire);
        for (var i = 0; i < 50; i++)
            sender.Send(Tone.Make(1_000, -12, VoiceFrame.SampleRate, VoiceFrame.Samples, i * VoiceFrame.Samples));
        for (var i = 0; i < 25; i++)
            sender.Send(Quiet); // the codec waits before it believes in silence
        wire.UnderWay.Clear();

        for (var i = 0; i < 100; i++)
            sender.Send(Quiet);
        wire.UnderWay.Count.ShouldBeLessThan(15);
        wire.UnderWay.Clear();
        sender.Send(Tone.Make(1_000, -12, VoiceFrame.SampleRate, VoiceFrame.Samples));

        RtpPacket.TryParse(wire.UnderWay.ShouldHaveSingleItem(), out var packet).ShouldBeTrue();
        packet.Marker.ShouldBeTrue();
    }

    [Fact]
    public void Without_agreement_silence_is_sent_like_anything_else()
    {
        var wire = new Wire();
        using var sender = new AudioSender(AudioFormat.Opus(111), wire);

        for (var i = 0; i < 100; i++)
            sender.Send(Quiet);

        wire.UnderWay.Count.ShouldBe(100);
    }

    [Fact]
    public void A_pause_is_neither_loss_nor_concealment_and_the_voice_comes_back_at_once()
    {
        var speaks = true;
        using var line = new VoiceLine(AudioFormat.Opus(111) with { DiscontinuousTransmission = true })
        {
            Says = begin => speaks ? Speech.At(begin) : Quiet,
        };
        for (var i = 0; i < 5; i++)
        {
            speaks = true;
            line.Run(seconds: 4);
            line.Sounded[^1].ShouldBeTrue();
            speaks = false;
            line.Run(seconds: 3);
        }

        line.Receiver.Statistics.Received.ShouldBeLessThan(20 * 50 + 300);
        line.Receiver.Statistics.Concealed.ShouldBe(0);
        line.Receiver.Statistics.Lost.ShouldBe(0);
        line.Receiver.Statistics.DepthMilliseconds.ShouldBeLessThan(60);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.003f)] // a room at -55 dBFS
    public void A_pause_fades_into_nothing_which_costs_nothing_and_the_first_syllable_is_whole(float noise)
    {
        var random = new Random(1);
        var speaks = true;
        using var line = new VoiceLine(AudioFormat.Opus(111) with { DiscontinuousTransmission = true })
        {
            Says = begin => speaks ? Speech.At(begin) : [.. Quiet.Select(_ => noise * ((2 * random.NextSingle()) - 1))],
        };
        line.Run(seconds: 2);
        speaks = false;
        line.Run(seconds: 4);

        var sounded = line.Sounded.Count;
        line.Run(seconds: 4);
        line.Sounded.Skip(sounded).Count(sound => sound).ShouldBeLessThan(40, "of 200 frames: a far end that takes its room for a voice sends it, and then it is heard");

        speaks = true;
        var heard = line.Heard.Count;
        line.Run(seconds: 0.4);
        line.Sounded[^1].ShouldBeTrue();
        line.Heard.Skip(heard).Take(VoiceFrame.SampleRate / 5).Max().ShouldBeGreaterThan(0.02f, "it is heard within a fifth of a second");
    }

    [Fact]
    public void A_telephone_that_stops_sending_in_a_pause_loses_nothing_either()
    {
        using var line = new VoiceLine(AudioFormat.Pcma());
        line.Run(seconds: 2);
        line.Run(seconds: 2, says: false);
        line.Run(seconds: 2);

        line.Receiver.Statistics.Concealed.ShouldBe(0);
        line.Receiver.Statistics.Lost.ShouldBe(0);
    }

    [Fact]
    public void A_voice_that_says_goodbye_stops_without_an_echo()
    {
        using var line = new VoiceLine(AudioFormat.Opus(111));
        line.Run(seconds: 1);
        line.Run(seconds: 0.03, says: false); // the last packets arrive

        line.Receiver.End();
        line.Run(seconds: 0.1, says: false);
        line.Sounded[^1].ShouldBeFalse();
        line.Run(seconds: 0.5);

        line.Sounded[^1].ShouldBeTrue();
        line.Receiver.Statistics.Concealed.ShouldBe(0);
    }
}
