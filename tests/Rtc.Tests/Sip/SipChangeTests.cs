using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.Sip;

/// <summary>What changes about a call that goes on.</summary>
public sealed class SipChangeTests
{
    [Fact]
    public async Task We_put_the_far_end_on_hold_and_take_it_back()
    {
        await using var studio = await Telephone.PlugInAsync();
        await using var caller = await Telephone.PlugInAsync();
        var (ours, theirs) = await caller.CallAsync(studio);

        await ours.HoldAsync();
        theirs.OnHold.ShouldBeTrue();
        ours.OnHold.ShouldBeFalse();
        await ours.HoldAsync(hold: false);
        theirs.OnHold.ShouldBeFalse();
        await theirs.HoldAsync();

        ours.OnHold.ShouldBeTrue();
    }

    [Fact]
    public async Task When_both_sides_change_at_once_each_waits_as_the_standard_says()
    {
        var time = new ManualTime();
        await using var studio = await Telephone.PlugInAsync(options => options with { Time = time });
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        var (call, _) = await peer.CallAsync(studio);
        var holding = call.HoldAsync();
        var offer = await peer.ReceiveRequestAsync();

        peer.Send(peer.Request("INVITE", 2, RawPeer.Sdp("sendonly")));
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(491);
        peer.Send(peer.Request("ACK", 2));
        peer.Answer(offer, 491);
        (await peer.ReceiveRequestAsync()).Method.ShouldBe("ACK");
        await peer.IdleAsync(studio);
        time.Advance(TimeSpan.FromSeconds(2.01)); // the far end made the call: it waits longer than we
        var again = await peer.ReceiveRequestAsync();
        again.Method.ShouldBe("INVITE");
        again.Body.ShouldContain("a=sendonly");
        peer.Answer(again, 200, RawPeer.Sdp("recvonly"));

        await holding;
    }

    [Fact]
    public async Task A_change_before_the_last_one_is_confirmed_has_to_wait()
    {
        await using var studio = await Telephone.PlugInAsync();
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        await peer.CallAsync(studio);

        peer.Send(peer.Request("INVITE", 2, RawPeer.Sdp()));
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(200);
        peer.Send(peer.Request("UPDATE", 3, RawPeer.Sdp()));
        var early = await peer.ReceiveFinalAsync();

        early.Status.ShouldBe(500);
        early.Headers["Retry-After"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_call_is_refreshed_by_UPDATE_where_the_far_end_knows_that()
    {
        var time = new ManualTime();
        await using var studio = await Telephone.PlugInAsync(options => options with { Time = time, MediaTimeout = TimeSpan.FromDays(1) });
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        var (call, _) = await peer.CallAsync(studio, "Supported: timer", "Session-Expires: 120;refresher=uas", "Allow: INVITE, UPDATE, BYE");

        time.Advance(TimeSpan.FromSeconds(61));
        var refresh = await peer.ReceiveRequestAsync();
        refresh.Method.ShouldBe("UPDATE");
        refresh.Headers["Session-Expires"].ShouldBe("120;refresher=uac");
        refresh.Body.ShouldBeEmpty();
        peer.Answer(refresh, 408);

        (await call.Ended.WaitAsync(Eventually.Patience)).ShouldBe("The far end is gone.");
    }

    [Theory]
    [InlineData("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", '5')]
    [InlineData("application/dtmf-relay", "Signal= 11\r\nDuration=160\r\n", '#')]
    [InlineData("application/dtmf", "*", '*')]
    [InlineData("application/dtmf", "hello", null)]
    [InlineData("text/plain", "5", null)]
    public async Task Keys_that_come_in_INFO_are_told(string type, string body, char? expected)
    {
        await using var studio = await Telephone.PlugInAsync();
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        var (call, _) = await peer.CallAsync(studio);
        var keys = new List<char>();
        call.Digit += keys.Add;

        var info = peer.Request("INFO", 2, body).Replace("application/sdp", type, StringComparison.Ordinal);
        peer.Send(info);
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(200);
        peer.Send(info); // the network repeats it
        await peer.ReceiveFinalAsync();

        keys.ShouldBe(expected is { } key ? [key] : []);
    }

    [Fact]
    public async Task Being_passed_on_is_refused_unless_it_is_allowed()
    {
        await using var other = await Telephone.PlugInAsync();
        await using var studio = await Telephone.PlugInAsync(options => options with { MayBeReferredTo = uri => uri.User == "talk" });
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        var (call, _) = await peer.CallAsync(studio);
        var transferred = new TaskCompletionSource<SipCall>();
        call.Transferred += transferred.SetResult;

        peer.Send(peer.Request("REFER", 2, null, null, "Refer-To: <sip:0900999@premium.example>"));
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(603);
        peer.Send(peer.Request("REFER", 3, null, null, $"Refer-To: <{other.Address}?Replaces=1>"));
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(603);
        peer.Send(peer.Request("REFER", 4, null, null, $"Refer-To: <{other.Address}>"));
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(202);
        var trying = await peer.ReceiveRequestAsync();
        trying.Method.ShouldBe("NOTIFY");
        trying.Body.ShouldBe("SIP/2.0 100 Trying\r\n");
        peer.Answer(trying, 200);
        await (await other.RingsAsync()).AcceptAsync();
        var done = await peer.ReceiveRequestAsync();
        done.Headers["Subscription-State"].ShouldStartWith("terminated");
        done.Body.ShouldBe("SIP/2.0 200 OK\r\n");
        peer.Answer(done, 200);

        (await transferred.Task.WaitAsync(Eventually.Patience)).Remote.User.ShouldBe("talk");
    }

    [Fact]
    public async Task A_far_end_that_moves_is_followed()
    {
        await using var studio = await Telephone.PlugInAsync();
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        using var elsewhere = new RawPeer(studio.Agent.LocalEndPoint);
        var (call, _) = await peer.CallAsync(studio);

        peer.Send(peer.Request("UPDATE", 2).Replace($"Contact: <sip:raw@127.0.0.1:{peer.Port}>", $"Contact: <sip:moved@127.0.0.1:{elsewhere.Port}>", StringComparison.Ordinal));
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(200);
        await call.HangUpAsync();

        var bye = await elsewhere.ReceiveRequestAsync();
        bye.Method.ShouldBe("BYE");
        bye.Target.ShouldBe($"sip:moved@127.0.0.1:{elsewhere.Port}");
    }

    [Theory]
    [InlineData("<sip:127.0.0.1:{0};lr>, <sip:far.example;lr>", "sip:raw@127.0.0.1:{0}", "<sip:127.0.0.1:{0};lr>", "<sip:far.example;lr>")]
    [InlineData("<sip:127.0.0.1:{0}>, <sip:far.example;lr>", "sip:127.0.0.1:{0}", "<sip:far.example;lr>", "<sip:raw@127.0.0.1:{0}>")]
    public async Task Proxies_on_the_way_are_passed_loosely_or_strictly(string recorded, string target, string first, string second)
    {
        await using var studio = await Telephone.PlugInAsync();
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        var (call, answer) = await peer.CallAsync(studio, $"Record-Route: {At(recorded)}");
        answer.Headers["Record-Route"].ShouldBe(At(recorded));

        await call.HangUpAsync();

        var bye = await peer.ReceiveRequestAsync();
        bye.Target.ShouldBe(At(target));
        bye.Headers.All("Route").ShouldBe([At(first), At(second)]);

        string At(string text) => text.Replace("{0}", $"{peer.Port}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_in_the_call_is_proved_when_a_proxy_asks()
    {
        await using var studio = await Telephone.PlugInAsync(options => options with { Credentials = new SipCredentials("studio", "secret") });
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        var (call, _) = await peer.CallAsync(studio);

        await call.HangUpAsync();
        var bye = await peer.ReceiveRequestAsync();
        peer.Answer(bye, 407, null, "Proxy-Authenticate: Digest realm=\"proxy\", nonce=\"n\", algorithm=SHA-256-sess, qop=\"auth-int\"");

        var proved = await peer.ReceiveRequestAsync();
        proved.CSeq.Number.ShouldBe(bye.CSeq.Number + 1);
        proved.Headers["Proxy-Authorization"].ShouldNotBeNull().ShouldContain("qop=auth-int");
    }
}
