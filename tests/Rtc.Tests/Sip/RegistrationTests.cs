using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.Sip;

public sealed class RegistrationTests
{
    private static readonly SipCredentials Credentials = new("studio", "secret");

    [Fact]
    public async Task A_trunk_is_registered_with_a_proof_and_refreshed_in_time()
    {
        var time = new ManualTime();
        using var registrar = new RawPeer();
        await using var studio = await PlugInAsync(registrar, time);

        var first = await registrar.ReceiveRequestAsync();
        first.Method.ShouldBe("REGISTER");
        first.Target.ShouldBe($"sip:127.0.0.1:{registrar.Port}");
        first.To.Uri.User.ShouldBe("studio");
        registrar.Answer(first, 401, null, Challenge("nonce-1"));
        var proved = await registrar.ReceiveRequestAsync();
        proved.Headers["Authorization"].ShouldNotBeNull().ShouldContain("nonce-1");
        proved.CallId.ShouldBe(first.CallId);
        proved.CSeq.Number.ShouldBe(first.CSeq.Number + 1);
        Grant(registrar, proved, 300);
        await IsAsync(studio, SipTrunkStatus.Ready);

        time.Advance(TimeSpan.FromSeconds(270));
        var refresh = await registrar.ReceiveRequestAsync();

        refresh.Method.ShouldBe("REGISTER");
        registrar.KeepAlives.ShouldBeGreaterThan(0);
        refresh.Headers["Authorization"].ShouldNotBeNull().ShouldContain("nc=00000002");
        Grant(registrar, refresh, 300);
    }

    [Fact]
    public async Task What_the_registrar_grants_and_demands_is_heeded()
    {
        var time = new ManualTime();
        using var registrar = new RawPeer();
        await using var studio = await PlugInAsync(registrar, time);

        registrar.Answer(await registrar.ReceiveRequestAsync(), 423, null, "Min-Expires: 1800");
        var longer = await registrar.ReceiveRequestAsync();
        longer.Headers["Expires"].ShouldBe("1800");
        Grant(registrar, longer, 60);
        await IsAsync(studio, SipTrunkStatus.Ready);

        time.Advance(TimeSpan.FromSeconds(55));
        (await registrar.ReceiveRequestAsync()).Method.ShouldBe("REGISTER");
    }

    [Fact]
    public async Task A_stale_nonce_is_no_wrong_password_but_a_second_refusal_is()
    {
        using var registrar = new RawPeer();
        await using var studio = await PlugInAsync(registrar, new ManualTime());

        registrar.Answer(await registrar.ReceiveRequestAsync(), 401, null, Challenge("old"));
        registrar.Answer(await registrar.ReceiveRequestAsync(), 401, null, Challenge("new") + ", stale=true");
        var third = await registrar.ReceiveRequestAsync();
        third.Headers["Authorization"].ShouldNotBeNull().ShouldContain("nonce=\"new\"");
        registrar.Answer(third, 401, null, Challenge("newer"));

        await IsAsync(studio, SipTrunkStatus.Failing);
        studio.Agent.Trunks[0].Reason.ShouldStartWith("401");
    }

    [Fact]
    public async Task A_registrar_that_fails_is_asked_ever_less_often_and_the_change_told_once()
    {
        var time = new ManualTime();
        using var registrar = new RawPeer();
        await using var studio = await PlugInAsync(registrar, time);
        var told = new List<SipTrunkState>();
        studio.Agent.TrunkChanged += told.Add;

        registrar.Answer(await registrar.ReceiveRequestAsync(), 500);
        await IsAsync(studio, SipTrunkStatus.Failing);
        var since = studio.Agent.Trunks[0].Since;
        time.Advance(TimeSpan.FromSeconds(5.1));
        registrar.Answer(await registrar.ReceiveRequestAsync(), 500);
        await registrar.IdleAsync(studio);
        time.Advance(TimeSpan.FromSeconds(4.9)); // half of the doubled pause at the least
        await registrar.IdleAsync(studio);
        registrar.Available.ShouldBe(0);
        time.Advance(TimeSpan.FromSeconds(5.2));
        Grant(registrar, await registrar.ReceiveRequestAsync(), 300);
        await IsAsync(studio, SipTrunkStatus.Ready);

        told.Select(state => state.Status).ShouldBe([SipTrunkStatus.Failing, SipTrunkStatus.Ready]);
        told[0].Since.ShouldBe(since);
        told[0].ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_registration_is_taken_back_at_the_end()
    {
        using var registrar = new RawPeer();
        var studio = await PlugInAsync(registrar, new ManualTime());
        Grant(registrar, await registrar.ReceiveRequestAsync(), 300);
        await IsAsync(studio, SipTrunkStatus.Ready);

        var closing = studio.DisposeAsync().AsTask();
        var last = await registrar.ReceiveRequestAsync();
        last.Headers["Expires"].ShouldBe("0");
        registrar.Answer(last, 200);

        await closing.WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task A_number_is_called_by_the_trunk_under_its_name_with_its_proof()
    {
        using var registrar = new RawPeer();
        await using var studio = await PlugInAsync(registrar, new ManualTime());
        registrar.Answer(await registrar.ReceiveRequestAsync(), 407, null, Challenge("n").Replace("WWW", "Proxy", StringComparison.Ordinal));
        var register = await registrar.ReceiveRequestAsync();
        register.Headers["Proxy-Authorization"].ShouldNotBeNull();
        Grant(registrar, register, 300, "Service-Route: <sip:127.0.0.1:5099;lr>");
        await IsAsync(studio, SipTrunkStatus.Ready);

        var calling = studio.Agent.CallAsync(SipUri.Parse("tel:+856-21-212000"));
        var invite = await registrar.ReceiveRequestAsync();
        registrar.Answer(invite, 486);

        invite.Target.ShouldBe("sip:+85621212000@127.0.0.1;user=phone");
        invite.From.Uri.User.ShouldBe("studio");
        invite.Headers["Route"].ShouldBe("<sip:127.0.0.1:5099;lr>");
        invite.Headers["Proxy-Authorization"].ShouldNotBeNull().ShouldContain("nc=00000002");
        (await Should.ThrowAsync<SipCallException>(() => calling)).Status.ShouldBe(486);
    }

    [Fact]
    public async Task A_trunk_without_a_registrar_is_asked_whether_it_is_there()
    {
        var time = new ManualTime();
        using var exchange = new RawPeer();
        var trunk = new SipTrunk { Name = "pbx", Proxy = new SipUri("", "127.0.0.1", exchange.Port) };
        await using var studio = await Telephone.PlugInAsync(options => options with { Time = time, Trunks = [trunk] });

        exchange.Answer(await exchange.ReceiveRequestAsync(), 404);
        await IsAsync(studio, SipTrunkStatus.Ready);
        time.Advance(TimeSpan.FromSeconds(60));
        (await exchange.ReceiveRequestAsync()).Method.ShouldBe("OPTIONS");
        time.Advance(TimeSpan.FromSeconds(33));

        await IsAsync(studio, SipTrunkStatus.Failing);
        studio.Agent.Trunks[0].Reason.ShouldBe("It does not answer");
    }

    [Fact]
    public async Task An_address_that_does_not_exist_is_a_failing_trunk()
    {
        var trunk = new SipTrunk { Name = "gone", Registrar = new SipUri("", "no-such-host.invalid"), Credentials = Credentials };
        await using var studio = await Telephone.PlugInAsync(options => options with { Trunks = [trunk] });

        await IsAsync(studio, SipTrunkStatus.Failing);
        trunk.ToString().ShouldBe("gone");
    }

    private static Task<Telephone> PlugInAsync(RawPeer registrar, TimeProvider time) => Telephone.PlugInAsync(options => options with
    {
        Time = time,
        Trunks = [new SipTrunk { Name = "provider", Registrar = new SipUri("", "127.0.0.1", registrar.Port), Credentials = Credentials }],
    });

    private static string Challenge(string nonce) => $"WWW-Authenticate: Digest realm=\"provider\", nonce=\"{nonce}\", qop=\"auth,auth-int\"";

    private static void Grant(RawPeer registrar, SipRequest register, int seconds, params string[] headers)
    {
        var response = SipResponse.For(register, 200);
        response.Headers.Add("Contact", $"<sip:other@192.0.2.9>;expires=5, {register.Headers["Contact"]!.Split(";expires")[0]};expires={seconds}");
        foreach (var header in headers)
            response.Headers.Add(header.Split(": ")[0], header.Split(": ")[1]);
        registrar.Send(response.ToBytes());
    }

    private static Task IsAsync(Telephone studio, SipTrunkStatus status) =>
        Eventually.BecomesAsync(() => studio.Agent.Trunks[0].Status == status, $"the trunk is {status}");
}
