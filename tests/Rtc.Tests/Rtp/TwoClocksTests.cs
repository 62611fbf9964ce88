using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Rtp;

/// <summary>A voice has one clock. Who gives it two by mistake loses frames, not the process.</summary>
public sealed class TwoClocksTests
{
    private static readonly float[] Frame = Tone.Make(1_000, -12, VoiceFrame.SampleRate, VoiceFrame.Samples);

    [Fact]
    public void A_frame_that_comes_while_another_is_under_way_is_dropped_and_counted()
    {
        AudioSender? sender = null;
        var network = new Network(() =>
        {
            sender!.Send(Frame);
            sender.SendEncoded([1, 2, 3]);
        });
        using (sender = new AudioSender(AudioFormat.Opus(111), network))
        {
            sender.Send(Frame);
            sender.SendEncoded([1, 2, 3]);

            sender.Packets.ShouldBe(2);
            sender.Overlapped.ShouldBe(4);
        }
    }

    [Theory]
    [InlineData(AudioCodec.Opus)]
    [InlineData(AudioCodec.G722)]
    public void Two_threads_at_once_do_not_bring_the_process_down(AudioCodec codec)
    {
        const int Frames = 2_000;
        using var sender = new AudioSender(codec == AudioCodec.Opus ? AudioFormat.Opus(111) : AudioFormat.G722(), new Network(() => { }));

        Parallel.For(0, Frames, _ => sender.Send(Frame));

        (sender.Packets + sender.Overlapped).ShouldBe(Frames);
    }

    private sealed class Network(Action sending) : IRtpTransport
    {
        public void SendRtp(ReadOnlySpan<byte> packet) => sending();

        public void SendRtcp(ReadOnlySpan<byte> packet)
        {
        }
    }
}
