using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Sip;

public sealed class SippTests
{
    [Fact]
    public async Task Sipp_calls_us_stays_and_hangs_up()
    {
        await using var studio = await Telephone.PlugInAsync();
        await using var sipp = await SippPeer.CallAsync(studio.Agent.LocalEndPoint, TimeSpan.FromMilliseconds(500));

        var ringing = await studio.RingsAsync();
        ringing.To.User.ShouldBe("talk");
        var call = await ringing.AcceptAsync();
        call.Codec.ShouldBe(AudioCodec.Pcmu);

        (await call.Ended.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe("The far end hung up.");
        (await sipp.Exit).ShouldBe(0, sipp.LastWords);
    }

    [Fact]
    public async Task We_call_sipp_and_hear_ourselves_come_back()
    {
        await using var studio = await Telephone.PlugInAsync();
        await using var sipp = await SippPeer.EchoAsync();

        var call = await studio.Agent.CallAsync(new SipUri("echo", "127.0.0.1", sipp.Port));
        var conversation = new Conversation();
        var silent = new AudioReceiver(AudioFormat.Pcmu());
        await conversation.RunAsync(call.Sender.Send, call.Receiver, _ => { }, silent, seconds: 2);
        await call.HangUpAsync();

        Tone.SteadyLevel(conversation.WeHeard, Conversation.OurTone, VoiceFrame.SampleRate).ShouldBe(Conversation.Level, 1);
        (await sipp.Exit.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBe(0, sipp.LastWords);
    }
}
