using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Sip;

public sealed class BaresipTests
{
    [Theory]
    [InlineData("PCMA/8000/1", AudioCodec.Pcma)]
    [InlineData("opus/48000/2", AudioCodec.Opus)]
    public async Task Baresip_calls_us_is_heard_presses_keys_holds_and_hangs_up(string name, AudioCodec codec)
    {
        await using var baresip = await BaresipPeer.StartAsync(new BaresipOptions(name));
        await using var studio = await Telephone.PlugInAsync(options => options with
        {
            Bind = new IPEndPoint(baresip.OurAddress, 0),
            PasswordOf = user => user == "baresip" ? "secret" : null,
        });

        await baresip.CommandAsync("dial", $"sip:talk@{studio.Agent.LocalEndPoint}");
        var call = await (await studio.RingsAsync()).AcceptAsync();
        var digits = "";
        call.Digit += digit => digits += digit;
        call.Codec.ShouldBe(codec);
        var conversation = new Conversation();
        var silent = new AudioReceiver(AudioFormat.Pcmu());
        await conversation.RunAsync(call.Sender.Send, call.Receiver, _ => { }, silent, seconds: 2.5);

        Tone.SteadyLevel(conversation.WeHeard, 1_000, VoiceFrame.SampleRate).ShouldBe(BaresipPeer.ToneLevel, 1);
        var (heard, rate) = baresip.Heard();
        heard.Length.ShouldBeGreaterThan(rate);
        Tone.SteadyLevel(heard.AsSpan(heard.Length - rate), Conversation.OurTone, rate).ShouldBe(Conversation.Level, 1);

        foreach (var key in "12#")
        {
            await baresip.CommandAsync("sndcode", key.ToString());
            await conversation.RunAsync(call.Sender.Send, call.Receiver, _ => { }, silent, seconds: 0.5);
        }

        await Eventually.BecomesAsync(() => digits == "12#", "each key is heard once");
        await baresip.CommandAsync("hold");
        await Eventually.BecomesAsync(() => call.OnHold, "we are held");
        await baresip.CommandAsync("resume");
        await Eventually.BecomesAsync(() => !call.OnHold, "we are taken back");
        await baresip.CommandAsync("hangup");
        (await call.Ended.WaitAsync(TimeSpan.FromSeconds(5))).ShouldBe("The far end hung up.");
        studio.Troubles.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("PCMU/8000/1", AudioCodec.Pcmu)]
    [InlineData("G722/16000/1", AudioCodec.G722)]
    public async Task We_call_baresip_talk_and_hang_up(string name, AudioCodec codec)
    {
        await using var baresip = await BaresipPeer.StartAsync(new BaresipOptions(name, AnswersAtOnce: true));
        await using var studio = await Telephone.PlugInAsync(
            options => options with { Bind = new IPEndPoint(baresip.OurAddress, 0) });

        await using var call = await studio.Agent.CallAsync(SipUri.Parse(baresip.Uri));
        call.Codec.ShouldBe(codec);
        var conversation = new Conversation();
        var silent = new AudioReceiver(AudioFormat.Pcmu());
        await conversation.RunAsync(call.Sender.Send, call.Receiver, _ => { }, silent, seconds: 2.5);

        Tone.Frequency(conversation.WeHeard, VoiceFrame.SampleRate).ShouldBe(1_000, 5);
        Tone.SteadyLevel(conversation.WeHeard, 1_000, VoiceFrame.SampleRate).ShouldBe(BaresipPeer.ToneLevel, 1);
        var (heard, rate) = baresip.Heard();
        Tone.SteadyLevel(heard.AsSpan(heard.Length - rate), Conversation.OurTone, rate).ShouldBe(Conversation.Level, 1);
        await call.HangUpAsync();
    }
}
