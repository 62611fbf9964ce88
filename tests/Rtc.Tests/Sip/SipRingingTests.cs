using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.Sip;

/// <summary>What happens between the first INVITE and the answer.</summary>
public sealed class SipRingingTests
{
    [Fact]
    public async Task A_caller_who_insists_confirms_the_ringing_and_only_then_hears_the_answer()
    {
        var time = new ManualTime();
        await using var studio = await Telephone.PlugInAsync(options => options with { Time = time });
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);

        peer.Send(peer.Request("INVITE", 1, RawPeer.Sdp(), null, "Require: 100rel"));
        var ringing = await peer.ReceiveProgressAsync(180);
        ringing.Headers["Require"].ShouldBe("100rel");
        var incoming = await studio.RingsAsync();
        time.Advance(TimeSpan.FromMilliseconds(501));
        (await peer.ReceiveProgressAsync(180)).Headers["RSeq"].ShouldBe(ringing.Headers["RSeq"]);
        var accepting = incoming.AcceptAsync();
        peer.RemoteTag = ringing.To.Tag;
        peer.Send(peer.Request("PRACK", 2, null, null, "RAck: 77 1 INVITE"));
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(481);
        peer.Send(peer.Request("PRACK", 3, null, null, $"RAck: {ringing.Headers["RSeq"]} 1 INVITE"));
        (await peer.ReceiveFinalAsync()).CSeq.Method.ShouldBe("PRACK");
        var answer = await peer.ReceiveFinalAsync();
        answer.CSeq.Method.ShouldBe("INVITE");
        answer.Status.ShouldBe(200);

        peer.Send(peer.Request("ACK", 1));
        await accepting;
    }

    [Fact]
    public async Task Ringing_that_is_never_confirmed_ends()
    {
        var time = new ManualTime();
        await using var studio = await Telephone.PlugInAsync(options => options with { Time = time });
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        peer.Send(peer.Request("INVITE", 1, RawPeer.Sdp(), null, "Require: 100rel"));
        await peer.ReceiveProgressAsync(180);
        var incoming = await studio.RingsAsync();

        time.Advance(TimeSpan.FromSeconds(33));

        (await peer.ReceiveFinalAsync()).Status.ShouldBe(504);
        await Eventually.BecomesAsync(() => incoming.GivenUp.IsCancellationRequested, "the studio hears of it");
    }

    [Fact]
    public async Task Reliable_ringing_of_the_far_end_is_confirmed_once()
    {
        await using var caller = await Telephone.PlugInAsync();
        using var peer = new RawPeer();
        var calling = caller.Agent.CallAsync(new SipUri("talk", "127.0.0.1", peer.Port));
        var invite = await peer.ReceiveRequestAsync();
        invite.Headers["Supported"].ShouldNotBeNull().ShouldContain("100rel");

        peer.Answer(invite, 180, null, "Require: 100rel", "RSeq: 5");
        var prack = await peer.ReceiveRequestAsync();
        prack.Method.ShouldBe("PRACK");
        prack.Headers["RAck"].ShouldBe($"5 {invite.CSeq}");
        prack.To.Tag.ShouldBe("raw");
        peer.Answer(prack, 200);
        peer.Answer(invite, 180, null, "Require: 100rel", "RSeq: 5");
        peer.Answer(invite, 180, null, "Require: 100rel", "RSeq: 7"); // 6 was lost: it comes again
        await peer.IdleAsync(caller);
        peer.Available.ShouldBe(0);
        peer.Answer(invite, 200, RawPeer.Sdp());

        (await peer.ReceiveRequestAsync()).Method.ShouldBe("ACK");
        await calling;
    }

    [Fact]
    public async Task A_profile_without_it_refuses_reliable_ringing()
    {
        await using var studio = await Telephone.PlugInAsync(options => options with { Profile = SipProfile.Nacip });
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);

        peer.Send(peer.Request("INVITE", 1, RawPeer.Sdp(), null, "Require: 100rel"));

        var refused = await peer.ReceiveFinalAsync();
        refused.Status.ShouldBe(420);
        refused.Headers["Unsupported"].ShouldBe("100rel");
    }

    [Fact]
    public async Task What_the_far_end_plays_before_it_answers_is_heard()
    {
        await using var caller = await Telephone.PlugInAsync();
        await using var exchange = await Telephone.PlugInAsync();
        var early = new TaskCompletionSource<AudioReceiver>();
        var calling = caller.Agent.CallAsync(exchange.Address, new SipCallOptions { EarlyMedia = early.SetResult });
        var ringing = await exchange.RingsAsync();

        var announcement = (await ringing.PlayEarlyAsync()).ShouldNotBeNull();
        var heard = await early.Task.WaitAsync(Eventually.Patience);
        for (var frame = 0; frame < 5; frame++)
            announcement.Send(new float[VoiceFrame.Samples]);
        await Eventually.BecomesAsync(() => heard.Statistics.Received > 0, "the announcement arrives");
        calling.IsCompleted.ShouldBeFalse();
        await ringing.AcceptAsync();

        (await calling).Receiver.ShouldBeSameAs(heard);
    }

    [Fact]
    public async Task Of_two_telephones_that_answer_the_first_is_spoken_to_and_the_other_hung_up()
    {
        await using var caller = await Telephone.PlugInAsync();
        using var proxy = new RawPeer();
        var calling = caller.Agent.CallAsync(new SipUri("talk", "127.0.0.1", proxy.Port));
        var invite = await proxy.ReceiveRequestAsync();

        proxy.Tag = "one";
        proxy.Answer(invite, 180);
        proxy.Tag = "two";
        proxy.Answer(invite, 183, RawPeer.Sdp());
        proxy.Tag = "one";
        proxy.Answer(invite, 200, RawPeer.Sdp());
        (await proxy.ReceiveRequestAsync()).ShouldSatisfyAllConditions(ack => ack.Method.ShouldBe("ACK"), ack => ack.To.Tag.ShouldBe("one"));
        proxy.Tag = "two";
        proxy.Answer(invite, 200, RawPeer.Sdp());
        (await proxy.ReceiveRequestAsync()).ShouldSatisfyAllConditions(ack => ack.Method.ShouldBe("ACK"), ack => ack.To.Tag.ShouldBe("two"));
        var bye = await proxy.ReceiveRequestAsync();
        bye.Method.ShouldBe("BYE");
        bye.To.Tag.ShouldBe("two");
        proxy.Answer(bye, 200);
        proxy.Answer(invite, 200, RawPeer.Sdp()); // our confirmation was lost: the same once more, and no second BYE
        (await proxy.ReceiveRequestAsync()).Method.ShouldBe("ACK");
        await proxy.IdleAsync(caller);

        proxy.Available.ShouldBe(0);
        (await calling).Dialog.RemoteTag.ShouldBe("one");
    }

    [Fact]
    public async Task A_longer_session_is_agreed_to_when_it_is_demanded()
    {
        await using var caller = await Telephone.PlugInAsync();
        using var peer = new RawPeer();
        var calling = caller.Agent.CallAsync(new SipUri("talk", "127.0.0.1", peer.Port));

        var first = await peer.ReceiveRequestAsync();
        first.Headers["Session-Expires"].ShouldBe("1800");
        peer.Answer(first, 422, null, "Min-SE: 3600");
        (await peer.ReceiveRequestAsync()).Method.ShouldBe("ACK");
        var second = await peer.ReceiveRequestAsync();
        second.Headers["Session-Expires"].ShouldBe("3600");
        second.Headers["Min-SE"].ShouldBe("3600");
        peer.Answer(second, 486);

        (await Should.ThrowAsync<SipCallException>(() => calling)).Status.ShouldBe(486);
    }

    [Fact]
    public async Task The_same_call_by_another_way_is_refused_and_our_own_too()
    {
        await using var studio = await Telephone.PlugInAsync();
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        peer.Send(peer.Request("INVITE", 1, RawPeer.Sdp()));
        var ringing = await studio.RingsAsync();
        peer.Send(peer.Request("INVITE", 1, RawPeer.Sdp()));
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(482);
        await ringing.RejectAsync();
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(486);

        using var proxy = new RawPeer(studio.Agent.LocalEndPoint);
        var calling = studio.Agent.CallAsync(new SipUri("loop", "127.0.0.1", proxy.Port));
        var invite = await proxy.ReceiveRequestAsync();
        var back = proxy.Request("INVITE", 1, RawPeer.Sdp())
            .Replace("From: <sip:raw@127.0.0.1>;tag=raw", $"From: {invite.Headers["From"]}", StringComparison.Ordinal)
            .Replace(proxy.CallId, invite.CallId, StringComparison.Ordinal);
        proxy.Send(back);
        (await proxy.ReceiveFinalAsync()).Status.ShouldBe(482);
        proxy.Answer(invite, 482);
        await Should.ThrowAsync<SipCallException>(() => calling);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_while_it_rings_has_given_up()
    {
        await using var studio = await Telephone.PlugInAsync();
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);
        peer.Send(peer.Request("INVITE", 1, RawPeer.Sdp()));
        peer.RemoteTag = (await peer.ReceiveProgressAsync(180)).To.Tag;
        var ringing = await studio.RingsAsync();

        peer.Send(peer.Request("UPDATE", 2, RawPeer.Sdp()));
        var early = await peer.ReceiveFinalAsync();
        early.Status.ShouldBe(500);
        early.Headers["Retry-After"].ShouldNotBeNull();
        peer.Send(peer.Request("BYE", 3));

        (await peer.ReceiveFinalAsync()).CSeq.Method.ShouldBe("BYE");
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(487);
        await Eventually.BecomesAsync(() => ringing.GivenUp.IsCancellationRequested, "the studio hears of it");
    }

    [Fact]
    public async Task A_voice_is_encrypted_only_where_nobody_reads_its_keys()
    {
        await using var studio = await Telephone.PlugInAsync(options => options with { Encryption = MediaEncryption.Required });
        using var peer = new RawPeer(studio.Agent.LocalEndPoint);

        var calling = studio.Agent.CallAsync(new SipUri("talk", "127.0.0.1", peer.Port));
        (await Should.ThrowAsync<SipCallException>(() => calling)).Status.ShouldBe(488);

        peer.Send(peer.Request("INVITE", 1, RawPeer.Sdp()));
        (await peer.ReceiveFinalAsync()).Status.ShouldBe(488);
    }
}
