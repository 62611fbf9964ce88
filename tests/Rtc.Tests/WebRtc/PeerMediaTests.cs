using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Tests.Rtp;
using TalksPlatform.Rtc.WebRtc;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.WebRtc;

/// <summary>Two peers without a network between them: what one sends is what the other takes.</summary>
public sealed class PeerMediaTests
{
    private static readonly AudioFormat Format = AudioFormat.Opus(111) with
    {
        Features = new RtpFeatures
        {
            Extensions = new(AudioLevel: 1, MediaId: 4, TransportSequence: 3),
            MediaId = "0",
            Nack = true,
            RepairPayloadType = 97,
            TransportFeedback = true,
            ReducedSize = true,
        },
    };

    [Fact]
    public void Nothing_is_allocated_per_packet_in_either_direction() => Allocation.Of(Talk).ShouldBe(0);

    private static long Talk()
    {
        var time = new SteppedTime();
        var (there, here) = (new Pipe(), new Pipe());
        var speaker = new PeerMedia(there, time);
        var listener = new PeerMedia(here, time);
        speaker.OpenAudio(Format, send: true, receive: true, null, null);
        listener.OpenAudio(Format, send: true, receive: true, null, null);
        (there.To, here.To) = (listener, speaker);
        var says = Tone.Make(1_000, -12, VoiceFrame.SampleRate, VoiceFrame.Samples);
        var hears = new float[VoiceFrame.Samples];
        var allocated = 0L;
        for (var i = 0; i < 1_500; i++)
        {
            time.MoveTo(i * 20);
            there.Loses = i % 20 == 7;
            var before = GC.GetAllocatedBytesForCurrentThread();
            speaker.Sender!.Send(says);
            listener.Receiver!.Read(hears);
            if (i % 2 == 0)
                speaker.Tick();
            listener.Tick();
            if (i >= 500)
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        var statistics = listener.Receiver!.Statistics;
        statistics.Recovered.ShouldBeGreaterThan(60); // asked for, sent again, heard
        statistics.Concealed.ShouldBeLessThan(10);
        statistics.Malformed.ShouldBe(0);
        speaker.Sender!.RoundTrip.ShouldNotBeNull();
        speaker.Sender!.Tuning.LossPercent.ShouldBe(10);
        speaker.Dispose();
        listener.Dispose();
        return allocated;
    }

    [Fact]
    public void A_browser_whose_microphone_is_unplugged_falls_silent_and_comes_back()
    {
        var time = new SteppedTime();
        var there = new Pipe();
        var listener = new PeerMedia(new Pipe(), time);
        listener.OpenAudio(Format, send: false, receive: true, null, null);
        there.To = listener;
        using var sender = new AudioSender(Format, there, null, time);
        var frame = new float[VoiceFrame.Samples];
        Speak(20);

        var goodbye = new RtcpWriter(new byte[100]);
        goodbye.AddReceiverReport(sender.Ssrc);
        goodbye.AddGoodbye(sender.Ssrc);
        listener.ReceiveRtcp(goodbye.Written);
        for (var i = 0; i < 5; i++)
            listener.Receiver!.Read(frame);
        listener.Receiver!.Read(frame).ShouldBeFalse();

        Speak(20);
        listener.Receiver!.Read(frame).ShouldBeTrue();
        listener.Dispose();

        void Speak(int frames)
        {
            for (var i = 0; i < frames; i++)
            {
                time.MoveTo(time.Milliseconds + 20);
                sender.Send(Tone.Make(1_000, -12, VoiceFrame.SampleRate, VoiceFrame.Samples));
                listener.Receiver!.Read(frame);
            }
        }
    }

    /// <summary>A network without length.</summary>
    private sealed class Pipe : IRtpTransport
    {
        public PeerMedia? To { get; set; }

        public bool Loses { get; set; }

        public void SendRtp(ReadOnlySpan<byte> packet)
        {
            var loses = Loses;
            Loses = false;
            if (!loses)
                To?.Receive(packet);
        }

        public void SendRtcp(ReadOnlySpan<byte> packet) => To?.ReceiveRtcp(packet);
    }
}
