using System.Net;
using TalksPlatform.Broadcast.Phone;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Media;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Broadcast.Tests.Phone;

/// <summary>A real softphone at the menu, with keys of RFC 4733 and a recorded voice.</summary>
public sealed class BaresipCallerTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private const int Times = 15; // she says it again and again, a minute long

    private static readonly PhoneOptions Cable = new() { AllowedNetworks = [IPNetwork.Parse("10.213.0.0/16")] };

    private readonly string _folder = Directory.CreateTempSubdirectory("baresip-callers-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task She_asks_in_her_own_voice()
    {
        var voice = RecordedVoice.FourSeconds();
        await using var baresip = await BaresipPeer.StartAsync(new BaresipOptions("PCMA/8000/1") { Says = AtFullRate(voice) });
        await using var studio = await StudioHost.StartAsync(
            postgres.Options, _folder, new BroadcastOptions { UdpPort = 0, SipPort = 0, MediaAddress = baresip.OurAddress, Phone = Cable });
        var talk = await studio.OpenTalkAsync();
        await baresip.CommandAsync("dial", $"sip:tea@{baresip.OurAddress}:{studio.Get<Telephone>().EndPoint.Port}");
        await Eventually.BecomesAsync(() => Loudest(baresip) > 0.02, "she is spoken to");
        await PressAsync(baresip, "1");
        await Eventually.BecomesAsync(() => !talk.State.Callers.IsEmpty, "she agreed");
        await PressAsync(baresip, "25"); // she asks; any key skips the explanation
        await Eventually.BecomesAsync(() => LastHalfSecond(baresip, 1_000) > -38, "the tone comes");
        var begun = await baresip.PlayedAsync();
        await Eventually.BecomesAsync(async () => await baresip.PlayedAsync() > begun + 13, "she has said it three times");
        await PressAsync(baresip, "#1");
        await Eventually.BecomesAsync(() => talk.State.Questions.All.Count == 1, "it lies in the queue");

        var (kept, rate) = WavFile.Read(new DataFolder(_folder).At(PhoneRecordings.Folder, talk.State.Questions.All.Values.Single().Recording!));
        RecordedVoice.Alike(voice, RecordedVoice.SampleRate, kept, rate).ShouldBeGreaterThan(0.85, "it is her voice");
        RecordedVoice.Loudness(kept).ShouldBe(RecordedVoice.Loudness(voice), 1.5);
        await baresip.CommandAsync("hangup");
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
    }

    private static async Task PressAsync(BaresipPeer baresip, string keys)
    {
        foreach (var key in keys)
        {
            await baresip.CommandAsync("sndcode", key.ToString());
            var pressed = await baresip.PlayedAsync();
            await Eventually.BecomesAsync(async () => await baresip.PlayedAsync() > pressed + 0.5, "the key is up again");
        }
    }

    private static float Loudest(BaresipPeer baresip)
    {
        var heard = baresip.Heard().Samples;
        return heard.Length == 0 ? 0 : heard.Max(Math.Abs);
    }

    private static double LastHalfSecond(BaresipPeer baresip, double hertz)
    {
        var (heard, rate) = baresip.Heard();
        return heard.Length < rate / 2 || rate == 0 ? double.NegativeInfinity : Tone.Level(heard.AsSpan(heard.Length - (rate / 2)), hertz, rate);
    }

    private static float[] AtFullRate(float[] voice)
    {
        const int Rate = 48_000;
        var sound = new float[voice.Length * (Rate / RecordedVoice.SampleRate)];
        Resampler.Create(RecordedVoice.SampleRate, Rate).Convert(voice, sound);
        return [.. Enumerable.Repeat(sound, Times).SelectMany(time => time)];
    }
}
