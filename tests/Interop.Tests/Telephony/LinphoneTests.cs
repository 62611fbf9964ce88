using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.Telephony;

/// <summary>linphone calls us and is called, the sound measured at both ends.</summary>
public sealed class LinphoneTests : IAsyncLifetime
{
    private const double TheirTone = 1_000;
    private const double OurTone = 600;
    private const int EnoughBytes = 16_000; // a second where the rate is lowest
    private const double G722Loss = 6; // dB that its G.722 is off; spandsp, with which we code, and ffmpeg agree on the level
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));
    private LinphonePeer? _peer;

    private LinphonePeer Peer => _peer!;

    public async ValueTask InitializeAsync()
    {
        PeerVersions.Report("linphone", await LinphonePeer.VersionAsync());
        _peer = await LinphonePeer.StartAsync(TheirTone);
    }

    public ValueTask DisposeAsync() => Peer.DisposeAsync();

    [Theory]
    [InlineData(AudioCodec.Opus, "udp")]
    [InlineData(AudioCodec.G722, "udp")]
    [InlineData(AudioCodec.Pcma, "tcp")]
    [InlineData(AudioCodec.Pcmu, "udp")]
    public async Task It_calls_us(AudioCodec codec, string transport)
    {
        Show(codec, "call in", transport);
        await using var studio = await PlugInAsync(codec);

        await Peer.TypeAsync($"call sip:talk@{studio.Agent.LocalEndPoint};transport={transport}");
        var call = await (await studio.RingsAsync()).AcceptAsync(_patience.Token);
        call.Codec.ShouldBe(codec);
        await TalkAsync(call);
        await Peer.TypeAsync("terminate");

        (await call.Ended.WaitAsync(_patience.Token)).ShouldBe("The far end hung up.");
        await ItHeardUsAsync(codec);
        studio.Troubles.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(AudioCodec.Opus, "tcp")]
    [InlineData(AudioCodec.Pcmu, "udp")]
    public async Task We_call_it(AudioCodec codec, string transport)
    {
        Show(codec, "call out", transport);
        await using var studio = await PlugInAsync(codec);

        var call = await studio.Agent.CallAsync(SipUri.Parse(Peer.UriOver(transport)), ct: _patience.Token);
        await TalkAsync(call);
        await call.HangUpAsync();
        await ItHeardUsAsync(codec);

        studio.Troubles.ShouldBeEmpty();
    }

    /// <summary>Until we heard its tone, and it has enough of ours.</summary>
    private async Task TalkAsync(SipCall call)
    {
        await using var whistler = new Whistler(call.Sender, OurTone, Conversation.Level);
        var level = LinphonePeer.ToneLevel - (call.Codec == AudioCodec.G722 ? G722Loss : 0);
        await Ear.HearsAsync(call.Receiver, TheirTone, level, _patience.Token);
        var before = Peer.Kept;
        await Eventually.BecomesAsync(() => Peer.Kept > before + EnoughBytes, "linphone hears something");
    }

    /// <summary>For half a second somewhere: after our last word it makes up some sound until it takes the farewell.</summary>
    private Task ItHeardUsAsync(AudioCodec codec) => Eventually.BecomesAsync(
        () => Peer.Heard() is var (heard, rate) && rate > 0 && Enumerable
            .Range(0, Math.Max(0, (4 * heard.Length / rate) - 1))
            .Select(quarter => Tone.SteadyLevel(heard.AsSpan(quarter * rate / 4, rate / 2), OurTone, rate))
            .Any(level => Math.Abs(level - Conversation.Level) < 1.5 + (codec == AudioCodec.G722 ? G722Loss : 0)),
        "it was our tone that linphone heard");

    private Task<Telephone> PlugInAsync(AudioCodec codec) => Telephone.PlugInAsync(options => options with
    {
        Bind = new IPEndPoint(Peer.OurAddress, 0),
        AllowedNetworks = [IPNetwork.Parse("10.213.0.0/16")],
        Codecs = [codec],
    });

    private static void Show(AudioCodec codec, string direction, string transport) => InteropAttribute.Show(
        "linphone", codec == AudioCodec.Opus ? "opus" : codec.ToString().ToUpperInvariant(), direction, transport.ToUpperInvariant());
}
