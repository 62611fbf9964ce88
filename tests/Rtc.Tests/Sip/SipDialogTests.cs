using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.Sip;

public sealed class SipDialogTests
{
    [Fact]
    public async Task Hold_is_answered_and_nothing_is_sent_until_the_call_is_taken_back()
    {
        await using var studio = await Telephone.PlugInAsync();
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        var (call, _) = await peer.CallAsync(studio);
        var holds = new List<bool>();
        call.HoldChanged += holds.Add;

        peer.Send(peer.Request("INVITE", 2, RawPeer.Sdp("sendonly")));
        var held = await peer.ReceiveFinalAsync();
        peer.Send(peer.Request("ACK", 2));

        held.Status.ShouldBe(200);
        held.Body.ShouldContain("a=recvonly");
        call.OnHold.ShouldBeTrue();

        peer.Send(peer.Request("INVITE", 3, RawPeer.Sdp()));
        var taken = await peer.ReceiveFinalAsync();
        peer.Send(peer.Request("ACK", 3));

        taken.Body.ShouldContain("a=sendrecv");
        call.OnHold.ShouldBeFalse();
        holds.ShouldBe([true, false]);
    }

    [Fact]
    public async Task A_change_to_a_codec_that_we_do_not_share_is_refused_and_the_call_goes_on()
    {
        await using var studio = await Telephone.PlugInAsync();
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        var (call, _) = await peer.CallAsync(studio);

        peer.Send(peer.Request("INVITE", 2, RawPeer.Sdp(formats: "3")));

        (await peer.ReceiveFinalAsync()).Status.ShouldBe(488);
        call.Ended.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_repeated_INVITE_rings_once()
    {
        await using var studio = await Telephone.PlugInAsync();
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        var invite = peer.Request("INVITE", 1, RawPeer.Sdp());

        peer.Send(invite);
        var ringing = await studio.RingsAsync();
        peer.Send(invite);
        peer.Send(invite);
        peer.Send(peer.Request("OPTIONS", 2));
        await peer.ReceiveFinalAsync(); // so everything before it was read

        await ringing.RejectAsync(486);
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(486);
        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            using var moment = new CancellationTokenSource(100);
            await Task.Run(studio.RingsAsync).WaitAsync(moment.Token);
        });
    }

    [Fact]
    public async Task The_answer_is_repeated_until_it_is_confirmed()
    {
        var time = new ManualTime();
        await using var studio = await Telephone.PlugInAsync(options => options with { Time = time });
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        peer.Send(peer.Request("INVITE", 1, RawPeer.Sdp()));
        var accepting = (await studio.RingsAsync()).AcceptAsync();
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(200);

        time.Advance(TimeSpan.FromMilliseconds(501));
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(200);
        time.Advance(TimeSpan.FromMilliseconds(1_001));
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(200);

        peer.Send(peer.Request("ACK", 1));
        (await accepting).Codec.ShouldBe(AudioCodec.Pcma);
    }

    [Fact]
    public async Task A_call_that_is_never_confirmed_is_hung_up()
    {
        var time = new ManualTime();
        await using var studio = await Telephone.PlugInAsync(options => options with { Time = time });
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        peer.Send(peer.Request("INVITE", 1, RawPeer.Sdp()));
        var accepting = (await studio.RingsAsync()).AcceptAsync();
        await peer.ReceiveFinalAsync();

        time.Advance(TimeSpan.FromSeconds(33));

        (await Should.ThrowAsync<SipCallException>(() => accepting)).Status.ShouldBe(408);
        (await peer.ReceiveRequestAsync()).Method.ShouldBe("BYE");
    }

    [Theory]
    [InlineData("BYE")]
    [InlineData("INFO")]
    [InlineData("UPDATE")]
    public async Task Requests_of_an_unknown_call_are_told_so(string method)
    {
        await using var studio = await Telephone.PlugInAsync();
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);

        peer.Send(peer.Request(method, 1));
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(481);
        peer.RemoteTag = "nobody";
        peer.Send(peer.Request(method, 2));
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(481);
    }

    [Fact]
    public async Task A_stranger_who_knows_only_the_call_id_cannot_end_the_call()
    {
        await using var studio = await Telephone.PlugInAsync();
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        var (call, _) = await peer.CallAsync(studio);

        peer.Send(peer.Request("BYE", 2).Replace("tag=raw", "tag=forged", StringComparison.Ordinal));

        (await peer.ReceiveFinalAsync()).Status.ShouldBe(481);
        call.Ended.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task OPTIONS_are_answered_and_unknown_methods_and_extensions_named()
    {
        await using var studio = await Telephone.PlugInAsync();
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);

        peer.Send(peer.Request("OPTIONS", 1));
        var options = await peer.ReceiveFinalAsync();
        options.Status.ShouldBe(200);
        options.Headers["Allow"].ShouldNotBeNull().ShouldContain("INVITE");
        options.TopVia.Parameters.ShouldContain($"rport={peer.Port}");

        peer.RemoteTag = null;
        peer.Send(peer.Request("PUBLISH", 2));
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(405);

        peer.RemoteTag = null;
        peer.Send(peer.Request("INVITE", 3, RawPeer.Sdp(), null, "Require: replaces, timer"));
        var refused = await peer.ReceiveFinalAsync();
        refused.Status.ShouldBe(420);
        refused.Headers["Unsupported"].ShouldBe("replaces");
    }

    [Fact]
    public async Task An_INVITE_without_an_offer_gets_ours_and_answers_in_its_ACK()
    {
        await using var studio = await Telephone.PlugInAsync(options => options with { Codecs = [AudioCodec.Pcma] });
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        peer.Send(peer.Request("INVITE", 1));
        var accepting = (await studio.RingsAsync()).AcceptAsync();
        var offer = await peer.ReceiveFinalAsync();
        offer.Body.ShouldContain("a=rtpmap:8 PCMA/8000");

        peer.Send(peer.Request("ACK", 1, RawPeer.Sdp("sendonly")));

        var call = await accepting;
        await Eventually.BecomesAsync(() => call.OnHold, "the answer is heeded");
    }

    [Fact]
    public async Task A_call_is_refreshed_by_us_when_it_is_our_turn()
    {
        var time = new ManualTime();
        await using var studio = await Telephone.PlugInAsync(
            options => options with { Time = time, MediaTimeout = TimeSpan.FromDays(1) });
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        var (call, answer) = await peer.CallAsync(studio, "Supported: timer", "Session-Expires: 120;refresher=uas");
        answer.Headers["Session-Expires"].ShouldBe("120;refresher=uas");
        answer.Headers["Require"].ShouldBe("timer");

        time.Advance(TimeSpan.FromSeconds(61));
        var refresh = await peer.ReceiveRequestAsync();
        refresh.Method.ShouldBe("INVITE");
        peer.Answer(refresh, 200, RawPeer.Sdp(), "Session-Expires: 120;refresher=uac");
        (await peer.ReceiveRequestAsync()).Method.ShouldBe("ACK");

        peer.Send(peer.Request("OPTIONS", 2));
        await peer.ReceiveFinalAsync(); // so the answer was read

        time.Advance(TimeSpan.FromSeconds(61));
        (await peer.ReceiveRequestAsync()).CSeq.Number.ShouldBe(refresh.CSeq.Number + 1);
        call.Ended.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_call_that_the_far_end_stops_refreshing_is_over()
    {
        var time = new ManualTime();
        await using var studio = await Telephone.PlugInAsync(
            options => options with { Time = time, MediaTimeout = TimeSpan.FromDays(1) });
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        var (call, _) = await peer.CallAsync(studio, "Supported: timer", "Session-Expires: 120;refresher=uac");

        time.Advance(TimeSpan.FromSeconds(60));
        peer.Send(peer.Request("UPDATE", 2, null, null, "Supported: timer", "Session-Expires: 120;refresher=uac"));
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(200);
        time.Advance(TimeSpan.FromSeconds(80));
        call.Ended.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(10));

        (await call.Ended.WaitAsync(TimeSpan.FromMinutes(1))).ShouldContain("stopped refreshing");
    }

    [Fact]
    public async Task Refreshes_every_few_seconds_are_too_many()
    {
        await using var studio = await Telephone.PlugInAsync();
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);

        peer.Send(peer.Request("INVITE", 1, RawPeer.Sdp(), null, "Supported: timer", "Session-Expires: 10"));

        var refused = await peer.ReceiveFinalAsync();
        refused.Status.ShouldBe(422);
        refused.Headers["Min-SE"].ShouldBe("90");
    }

    [Fact]
    public async Task A_call_to_nobody_is_tried_for_32_seconds()
    {
        var time = new ManualTime();
        await using var studio = await Telephone.PlugInAsync(options => options with { Time = time });
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        var calling = studio.Agent.CallAsync(new SipUri("nobody", "127.0.0.1", peer.Port));
        var first = await peer.ReceiveRequestAsync();

        time.Advance(TimeSpan.FromMilliseconds(501));
        var again = await peer.ReceiveRequestAsync();
        again.TopVia.Branch.ShouldBe(first.TopVia.Branch);
        time.Advance(TimeSpan.FromSeconds(32));

        (await Should.ThrowAsync<SipCallException>(() => calling)).Status.ShouldBe(408);
    }

    [Fact]
    public async Task An_answer_that_crosses_our_giving_up_is_confirmed_and_ended()
    {
        await using var studio = await Telephone.PlugInAsync();
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        using var patience = new CancellationTokenSource();
        var calling = studio.Agent.CallAsync(new SipUri("late", "127.0.0.1", peer.Port), ct: patience.Token);
        var invite = await peer.ReceiveRequestAsync();
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => calling);

        peer.Answer(invite, 200, RawPeer.Sdp());

        (await peer.ReceiveRequestAsync()).Method.ShouldBe("ACK");
        (await peer.ReceiveRequestAsync()).Method.ShouldBe("BYE");
    }
}
