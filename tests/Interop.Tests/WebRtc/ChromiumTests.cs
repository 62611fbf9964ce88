using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>A real browser calls our server.</summary>
public sealed class ChromiumTests(Chromium guest) : GuestTests<Chromium>(guest)
{
    [Fact]
    [Interop("Chromium", "opus", "publish", "UDP")]
    public Task It_is_heard() => IsHeardAsync("udp");

    [Fact]
    [Interop("Chromium", "opus", "listen", "UDP")]
    public Task It_hears() => HearsAsync("udp");

    [Fact]
    [Interop("Chromium", "opus", "both", "UDP")]
    public Task It_talks_and_listens() => TalksAndListensAsync("udp");

    [Fact]
    [Interop("Chromium", "opus", "both", "UDP")]
    public Task It_restarts_ICE_in_mid_call() => RestartsIceAsync("udp");

    [Fact]
    [Interop("Chromium", "opus", "publish", "TCP")]
    public Task It_is_heard_over_TCP() => IsHeardAsync("tcp");

    [Fact]
    [Interop("Chromium", "opus", "listen", "TCP")]
    public Task It_hears_over_TCP() => HearsAsync("tcp");

    [Fact]
    [Interop("Chromium", "opus", "both", "TCP")]
    public Task It_talks_and_listens_over_TCP() => TalksAndListensAsync("tcp");

    [Fact]
    [Interop("Chromium", "opus", "both", "TCP")]
    public Task It_restarts_ICE_in_mid_call_over_TCP() => RestartsIceAsync("tcp");

    [Fact]
    [Interop("Chromium", "opus in RED", "both", "UDP")]
    public async Task It_sends_each_packet_twice_when_it_is_asked_to()
    {
        var plain = await BytesEachAsync(new(Publish: true, Listen: true));
        var redundant = await BytesEachAsync(new(Publish: true, Listen: true) { Redundant = true });

        redundant.ShouldBeGreaterThan(1.25 * plain, "the encoder has its own mind of a tone's bytes, but a repeat is most of a packet");
    }

    [Fact]
    [Interop("Chromium", "opus with DTX", "both", "UDP")]
    public async Task It_may_fall_silent_and_speak_again()
    {
        await using var call = await CallAsync(new(Publish: true, Listen: true) { Fmtp = "usedtx=1" });
        await call.IsHeardAsync();

        await call.AskAsync("say", new { level = (double?)null });
        await call.IsSilentOnTheWireAsync();
        await call.AskAsync("say", new { level = Guest.Tone.Level });

        await call.IsHeardAsync();
    }

    [Fact]
    [Interop("Chromium", "opus", "both", "UDP")]
    public async Task It_comes_back_after_its_page_was_loaded_again()
    {
        await using var before = await CallAsync(new(Publish: true, Listen: true));
        await before.IsHeardAsync();

        await before.AskAsync("reload");
        (await before.Peer.Closed.WaitAsync(Patience)).ShouldBe(CloseReason.ClosedByPeer);

        await Guest.AskAsync("hello", null, Patience);
        await using var after = await CallAsync(new(Publish: true, Listen: true));
        await Task.WhenAll(after.IsHeardAsync(), after.HearsAsync());
    }

    [Fact]
    [Interop("Chromium", "opus", "both", "UDP")]
    public async Task It_encrypts_with_GCM()
    {
        await using var call = await CallAsync(new(Publish: true, Listen: true));

        (await call.StatAsync("srtp")).ShouldBe("SRTP_AEAD_AES_128_GCM");
    }

    [Fact]
    [Interop("Chromium", "opus", "both", "TURN (coturn)")]
    public async Task It_talks_and_listens_through_a_relay()
    {
        await using var turn = await Coturn.StartAsync();
        await using var call = await CallAsync(new(Publish: true, Listen: true) { Relay = turn.Options });

        await Task.WhenAll(call.IsHeardAsync(), call.HearsAsync());
        (await call.StatAsync("candidate")).ShouldBe("relay");
    }

    private async Task<double> BytesEachAsync(GuestCallOptions options)
    {
        await using var call = await CallAsync(options);
        await Task.WhenAll(call.IsHeardAsync(), call.HearsAsync());
        return await call.BytesEachAsync();
    }
}
