using System.Net;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.Sip;

public sealed class SipGuardTests
{
    private static readonly IPNetwork[] Nobody = [];
    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.0/8")];

    [Theory]
    [InlineData("INVITE")]
    [InlineData("OPTIONS")]
    [InlineData("REGISTER")]
    [InlineData("BYE")]
    [InlineData("CANCEL")]
    public async Task Strangers_get_no_answer_at_all(string method)
    {
        await using var studio = await Telephone.PlugInAsync(options => options with { AllowedNetworks = Nobody });
        using var stranger = new RawPeer(studio.Agent.LocalEndPoint);

        stranger.Send(stranger.Request(method, 1));
        stranger.Send("OPTIONS nonsense\r\n\r\n");

        await Eventually.BecomesAsync(() => studio.Agent is { Dropped: 1, Malformed: 1 }, "both are counted");
        stranger.Available.ShouldBe(0);
    }

    [Theory]
    [InlineData("friendly-scanner")]
    [InlineData("SIPVicious 0.3")]
    public async Task Scanners_get_no_answer_even_from_a_known_network(string name)
    {
        await using var studio = await Telephone.PlugInAsync();
        using var scanner = new RawPeer(studio.Agent.LocalEndPoint);

        scanner.Send(scanner.Request("OPTIONS", 1, null, null, $"User-Agent: {name}"));

        await Eventually.BecomesAsync(() => studio.Agent.Dropped == 1, "it is counted");
        scanner.Available.ShouldBe(0);
    }

    [Fact]
    public async Task A_stranger_may_prove_who_she_is_and_learns_nothing_otherwise()
    {
        await using var studio = await Telephone.PlugInAsync(options => options with
        {
            AllowedNetworks = Nobody,
            PasswordOf = user => user == "mali" ? "secret" : null,
        });
        await using var mali = await Telephone.PlugInAsync(options => options with { Credentials = new SipCredentials("mali", "secret") });
        using var stranger = new RawPeer(studio.Agent.LocalEndPoint);

        stranger.Send(stranger.Request("INVITE", 1, RawPeer.Sdp()));
        var first = await stranger.ReceiveFinalAsync();
        stranger.RemoteTag = null;
        stranger.Send(stranger.Request("OPTIONS", 2).Replace("sip:talk@", "sip:12345@", StringComparison.Ordinal));
        var second = await stranger.ReceiveFinalAsync();
        await mali.CallAsync(studio);

        first.Status.ShouldBe(401);
        second.Status.ShouldBe(401);
        first.Headers.Count.ShouldBe(second.Headers.Count);
    }

    [Fact]
    public async Task Guessing_of_passwords_is_limited()
    {
        await using var studio = await Telephone.PlugInAsync(options => options with
        {
            AllowedNetworks = Nobody,
            PasswordOf = _ => "secret",
            MaxCallsPerSourcePerMinute = 3,
        });
        using var stranger = new RawPeer(studio.Agent.LocalEndPoint);

        for (var guess = 1; guess <= 5; guess++)
        {
            stranger.RemoteTag = null;
            stranger.Send(stranger.Request("REGISTER", guess));
        }

        await Eventually.BecomesAsync(() => studio.Agent is { Dropped: 2, Refused: 3 }, "the last two get no answer");
    }

    [Fact]
    public async Task A_trunk_rings_for_its_own_numbers_without_a_password_and_vouches_for_the_caller()
    {
        var trunk = new SipTrunk { Name = "ltc", Numbers = ["+85621212000"], AllowedNetworks = Loopback };
        await using var studio = await Telephone.PlugInAsync(options => options with
        {
            AllowedNetworks = Nobody,
            PasswordOf = _ => null,
            Trunks = [trunk],
            MaxCallsPerSourcePerMinute = 1,
        });
        using var exchange = new RawPeer(studio.Agent.LocalEndPoint);

        exchange.Send(Dial(exchange, 1, "tel:+856-21-999999"));
        (await exchange.ReceiveFinalAsync()).Status.ShouldBe(404);
        for (var number = 2; number <= 4; number++)
        {
            exchange.RemoteTag = null;
            exchange.Send(Dial(exchange, number, number == 2 ? "tel:+856-21-212000" : "sip:0085621212000@127.0.0.1"));
            var ringing = await studio.RingsAsync();
            ringing.Trunk.ShouldBe("ltc");
            ringing.Identity!.User.ShouldBe("+856205551234");
            await ringing.RejectAsync();
            (await exchange.ReceiveFinalAsync()).Status.ShouldBe(486);
        }
    }

    [Fact]
    public async Task Nobody_else_can_vouch_for_a_caller()
    {
        await using var studio = await Telephone.PlugInAsync();
        using var neighbour = new RawPeer(studio.Agent.LocalEndPoint);

        neighbour.Send(Dial(neighbour, 1, "sip:talk@127.0.0.1"));

        var ringing = await studio.RingsAsync();
        ringing.Identity.ShouldBeNull();
        ringing.Trunk.ShouldBeNull();
    }

    [Fact]
    public async Task A_proof_serves_once_with_each_count()
    {
        await using var studio = await Telephone.PlugInAsync(options => options with { PasswordOf = _ => "secret" });
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        peer.Send(peer.Request("INVITE", 1, RawPeer.Sdp()));
        var challenge = await peer.ReceiveFinalAsync();
        var digest = new DigestClient(new SipCredentials("mali", "secret"));
        digest.TryTake(challenge, Read(peer.Request("INVITE", 1))).ShouldBeTrue();
        peer.RemoteTag = null;
        var request = Read(peer.Request("INVITE", 2));
        digest.Sign(request);
        var proof = $"Authorization: {request.Headers["Authorization"]}";

        peer.Send(peer.Request("INVITE", 2, null, null, proof));
        await (await studio.RingsAsync()).RejectAsync();
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(486);
        peer.RemoteTag = null;
        peer.Send(peer.Request("INVITE", 3, null, null, proof));
        var replayed = await peer.ReceiveFinalAsync();

        replayed.Status.ShouldBe(401);
        replayed.Headers["WWW-Authenticate"].ShouldNotBeNull().ShouldContain("stale=true");
    }

    // The example of RFC 7616 §3.9.1, in both algorithms, and its session variants by the same formula.
    [Theory]
    [InlineData("MD5", "8ca523f5e9506fed4657c9700eebdbec")]
    [InlineData("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1")]
    public void Proofs_are_those_of_the_standard(string name, string response)
    {
        DigestAlgorithm.TryParse(name, out var algorithm).ShouldBeTrue();
        var proof = new DigestProof(
            "Mufasa", "http-auth@example.org", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "/dir/index.html", algorithm!)
        {
            Protection = DigestProof.Auth,
            NonceCount = "00000001",
            ClientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
        };

        proof.Response("Circle of Life", new SipRequest("GET", "/dir/index.html")).ShouldBe(response);
    }

    [Fact]
    public async Task Changes_of_calls_that_are_over_do_not_count_as_new_calls()
    {
        await using var studio = await Telephone.PlugInAsync(options => options with { MaxCallsPerSourcePerMinute = 1 });
        using var peer = new RawPeer(studio.Agent.LocalEndPoint) { RemoteTag = "gone" };
        for (var number = 1; number <= 3; number++)
        {
            peer.Send(peer.Request("INVITE", number, RawPeer.Sdp()));
            (await peer.ReceiveFinalAsync()).Status.ShouldBe(481);
        }

        peer.RemoteTag = null;
        peer.Send(peer.Request("INVITE", 4, RawPeer.Sdp()));

        await studio.RingsAsync();
    }

    [Fact]
    public void The_window_of_the_limiter_slides()
    {
        var time = new ManualTime();
        var limiter = new CallLimiter(2, time);
        var source = IPAddress.Parse("192.0.2.1");

        limiter.TryAdmit(source).ShouldBeTrue();
        limiter.TryAdmit(source).ShouldBeTrue();
        limiter.TryAdmit(source).ShouldBeFalse();
        limiter.TryAdmit(IPAddress.Parse("192.0.2.2")).ShouldBeTrue();
        time.Advance(TimeSpan.FromSeconds(61));
        limiter.TryAdmit(source).ShouldBeTrue();
        time.Advance(TimeSpan.FromSeconds(120));
        limiter.TryAdmit(source).ShouldBeTrue();
        limiter.TryAdmit(source).ShouldBeTrue();
        limiter.TryAdmit(source).ShouldBeFalse();
    }

    [Theory]
    [InlineData("tel:+856-20-555.12(34)", "+856205551234")]
    [InlineData("TEL:1234;phone-context=example.com", "1234")]
    [InlineData("tel:*67#", "*67#")]
    [InlineData("tel:", null)]
    [InlineData("tel:+", null)]
    [InlineData("tel:call-me", null)]
    [InlineData("tel:12+34", null)]
    public void Telephone_numbers_are_read(string text, string? number)
    {
        SipUri.TryParse(text, out var uri).ShouldBe(number is not null);
        uri?.User.ShouldBe(number);
        if (uri is not null)
            SipUri.Parse(uri.ToString()).ShouldBe(uri);
    }

    private static string Dial(RawPeer peer, int number, string target) =>
        peer.Request("INVITE", number, RawPeer.Sdp(), null, "P-Asserted-Identity: <tel:+856205551234>")
            .Replace("INVITE sip:talk@127.0.0.1 ", $"INVITE {target} ", StringComparison.Ordinal);

    private static SipRequest Read(string text)
    {
        SipParser.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var message, out var fault).ShouldBeTrue(fault);
        return (SipRequest)message!;
    }
}
