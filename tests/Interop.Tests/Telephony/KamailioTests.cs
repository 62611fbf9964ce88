using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.Telephony;

/// <summary>A provider's registrar and proxy between us and baresip: we register, are called through it, and call.</summary>
public sealed class KamailioTests(BaresipLine line) : IClassFixture<BaresipLine>, IAsyncLifetime
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));
    private KamailioPeer? _kamailio;

    private KamailioPeer Kamailio => _kamailio!;

    public async ValueTask InitializeAsync()
    {
        PeerVersions.Report("kamailio", await KamailioPeer.VersionAsync());
        _kamailio = await KamailioPeer.StartAsync(line.Peer.OurAddress);
    }

    public ValueTask DisposeAsync() => Kamailio.DisposeAsync();

    [Theory]
    [InlineData("udp")]
    [InlineData("tcp")]
    public async Task We_register_and_are_called_through_it(string transport)
    {
        InteropAttribute.Show("kamailio", "PCMA", "call in", transport.ToUpperInvariant());
        await using var studio = await RegisterAsync(transport);

        await line.Peer.CommandAsync("dial", $"sip:talk@{Kamailio.Address};transport={transport}");
        var ringing = await studio.RingsAsync();
        ringing.Trunk.ShouldBe("provider");
        var call = await ringing.AcceptAsync();
        await line.BothHearAsync(call, _patience.Token);
        await line.HoldAndTakeBackAsync(call, _patience.Token);
        await line.Peer.CommandAsync("hangup");

        (await call.Ended.WaitAsync(_patience.Token)).ShouldBe("The far end hung up.");
        studio.Troubles.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("udp")]
    [InlineData("tcp")]
    public async Task We_call_out_through_it(string transport)
    {
        InteropAttribute.Show("kamailio", "PCMA", "call out", transport.ToUpperInvariant());
        await using var studio = await RegisterAsync(transport);

        var call = await studio.Agent.CallAsync(
            SipUri.Parse(line.Peer.Uri), new SipCallOptions { Trunk = "provider" }, _patience.Token);
        await line.BothHearAsync(call, _patience.Token);
        await line.Peer.CommandAsync("hangup");

        (await call.Ended.WaitAsync(_patience.Token)).ShouldBe("The far end hung up.");
        studio.Troubles.ShouldBeEmpty();
    }

    [Fact]
    [Interop("kamailio", "PCMA", "call in", "UDP", "signalling")]
    public async Task A_wrong_password_is_told_to_us()
    {
        await using var studio = await PlugInAsync("udp", "guess");

        await Eventually.BecomesAsync(
            () => studio.Agent.Trunks.Single().Status == SipTrunkStatus.Failing, "the line fails");
    }

    [Fact]
    [Interop("kamailio", "PCMA", "call out", "UDP")]
    public async Task We_register_and_call_out_with_proofs_by_SHA_256()
    {
        await using var strict = await KamailioPeer.StartAsync(line.Peer.OurAddress, "SHA-256");
        await using var studio = await RegisterAsync("udp", strict);

        var call = await studio.Agent.CallAsync(
            SipUri.Parse(line.Peer.Uri), new SipCallOptions { Trunk = "provider" }, _patience.Token);
        await line.BothHearAsync(call, _patience.Token);
        await call.HangUpAsync();

        studio.Troubles.ShouldBeEmpty();
    }

    private async Task<Telephone> RegisterAsync(string transport, KamailioPeer? at = null)
    {
        var studio = await PlugInAsync(transport, KamailioPeer.Password, at);
        await Eventually.BecomesAsync(
            () => studio.Agent.Trunks.Single().Status == SipTrunkStatus.Ready, "we are registered");
        return studio;
    }

    private Task<Telephone> PlugInAsync(string transport, string password, KamailioPeer? at = null) => Telephone.PlugInAsync(options => options with
    {
        Bind = new IPEndPoint(line.Peer.OurAddress, 0),
        Codecs = [AudioCodec.Pcma],
        Trunks =
        [
            new SipTrunk
            {
                Name = "provider",
                Registrar = SipUri.Parse($"sip:{(at ?? Kamailio).Address};transport={transport}"),
                Credentials = new SipCredentials("talk", password),
            },
        ],
    });
}
