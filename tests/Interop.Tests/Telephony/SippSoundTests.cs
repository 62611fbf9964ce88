using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.Telephony;

/// <summary>SIPp's calls with sound: before the answer, across a change of codec, and keys that are nothing but sound.</summary>
public sealed class SippSoundTests : IAsyncLifetime
{
    private const double Hertz = 1_000;
    private const int SampleRate = 8_000;

    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));

    public async ValueTask InitializeAsync() => PeerVersions.Report("sipp", await SippPeer.VersionAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    [Interop("sipp", "PCMU", "call out", "UDP")]
    public async Task We_hear_its_announcement_before_it_answers()
    {
        await using var studio = await Telephone.PlugInAsync();
        await using var sipp = await SippPeer.StartAsync(new SippOptions(Scenario("announces"))
        {
            Says = Tone.Make(Hertz, Conversation.Level, SampleRate, SampleRate),
        });
        var early = new TaskCompletionSource<AudioReceiver>();

        var calling = studio.Agent.CallAsync(
            new SipUri("talk", "127.0.0.1", sipp.Port), new SipCallOptions { EarlyMedia = early.SetResult }, _patience.Token);
        await Ear.HearsAsync(await early.Task.WaitAsync(_patience.Token), Hertz, Conversation.Level, _patience.Token);
        calling.IsCompleted.ShouldBeFalse();
        await (await calling).HangUpAsync();

        await EndsWellAsync(sipp);
        studio.Troubles.ShouldBeEmpty();
    }

    [Fact]
    [Interop("sipp", "PCMU", "call in", "UDP")]
    [Interop("sipp", "G722", "call in", "UDP")]
    public async Task It_changes_from_PCMU_to_G722_in_mid_call_and_sends_back_what_we_say_before_and_after()
    {
        await using var studio = await Telephone.PlugInAsync();
        await using var sipp = await SippPeer.StartAsync(Calling(studio, "changes-codec") with { Echoes = true });

        var call = await (await studio.RingsAsync()).AcceptAsync();
        await using var whistler = new Whistler(call.Sender, Hertz, Conversation.Level);
        call.Codec.ShouldBe(AudioCodec.Pcmu);
        await Ear.HearsAsync(call.Receiver, Hertz, Conversation.Level, _patience.Token);
        call.Codec.ShouldBe(AudioCodec.Pcmu);
        await Eventually.BecomesAsync(() => call.Codec == AudioCodec.G722, "the codec changes");
        await Ear.HearsAsync(call.Receiver, Hertz, Conversation.Level, _patience.Token);

        call.Ended.IsCompleted.ShouldBeFalse();
        await call.Ended.WaitAsync(_patience.Token);
        await EndsWellAsync(sipp);
        studio.Troubles.ShouldBeEmpty();
    }

    [Fact]
    [Interop("sipp", "PCMU", "call in", "UDP")]
    public async Task Keys_without_events_are_told_by_their_tones()
    {
        await using var studio = await Telephone.PlugInAsync();
        await using var sipp = await SippPeer.StartAsync(Calling(studio, "speaks") with
        {
            Says = [.. new float[SampleRate], .. Key(770, 1_336), .. Key(770, 1_336), .. Key(697, 1_209), .. Key(941, 1_477)],
        });
        var keys = "";

        var call = await (await studio.RingsAsync()).AcceptAsync();
        call.Digit += key => keys += key;
        await call.Ended.WaitAsync(_patience.Token);

        keys.ShouldBe("551#");
        await EndsWellAsync(sipp);
        studio.Troubles.ShouldBeEmpty();
    }

    /// <summary>A tenth of a second of a key's two tones (ITU-T Q.23), and as much of a pause.</summary>
    private static float[] Key(double low, double high) =>
    [
        .. Tone.Make(low, -9, SampleRate, SampleRate / 10)
            .Zip(Tone.Make(high, -7, SampleRate, SampleRate / 10), (one, other) => one + other),
        .. new float[SampleRate / 10],
    ];

    private async Task EndsWellAsync(SippPeer sipp) => (await sipp.Exit.WaitAsync(_patience.Token)).ShouldBe(0, sipp.LastWords);

    private static SippOptions Calling(Telephone studio, string scenario) =>
        new(Scenario(scenario)) { Target = studio.Agent.LocalEndPoint };

    private static string Scenario(string name) =>
        Path.Combine(AppContext.BaseDirectory, "Telephony", "Scenarios", name + ".xml");
}
