using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.Telephony;

/// <summary>SIPp calls us and is called, by the book and against it.</summary>
public sealed class SippTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async ValueTask InitializeAsync() => PeerVersions.Report("sipp", await SippPeer.VersionAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    [Interop("sipp", "PCMU", "call in", "UDP", "signalling")]
    public Task It_calls_stays_and_hangs_up() => IsCalledAsync("uac");

    [Theory]
    [InlineData("uac")]
    [InlineData("offerless")]
    [InlineData("hold")]
    [InlineData("refresh")]
    [InlineData("cancel-too-late")]
    [Interop("sipp", "PCMU", "call in", "TCP", "signalling")]
    public Task It_calls_by_TCP(string scenario) => IsCalledAsync(scenario, byTcp: true);

    [Theory]
    [InlineData("challenge-401")]
    [InlineData("challenge-407")]
    [InlineData("early-media")]
    [InlineData("forked", true)]
    [Interop("sipp", "PCMU", "call out", "TCP", "signalling")]
    public Task We_call_it_by_TCP(string scenario, bool theyHangUp = false) => CallsAsync(
        scenario,
        options => options with { Credentials = new SipCredentials("mali", "secret") },
        theyHangUp: theyHangUp,
        byTcp: true);

    [Fact]
    [Interop("sipp", "PCMU", "call in", "UDP", "signalling")]
    public async Task We_register_for_as_long_as_it_wants_again_in_time_and_take_it_back()
    {
        await using var sipp = await SippPeer.StartAsync(new SippOptions(Scenario("registrar")));
        var studio = await Telephone.PlugInAsync(options => options with
        {
            Trunks =
            [
                new SipTrunk
                {
                    Name = "provider",
                    Registrar = Address(sipp),
                    Credentials = new SipCredentials("mali", "secret"),
                },
            ],
        });
        await using (studio)
        {
            await Eventually.BecomesAsync(
                () => studio.Agent.Trunks.Single().Status == SipTrunkStatus.Ready, "we are registered");
            await Eventually.BecomesAsync(() => sipp.Requests("REGISTER") >= 4, "we refresh it");
        }

        await EndsWellAsync(sipp);
    }

    [Fact]
    [Interop("sipp", "PCMU", "call in", "UDP", "signalling")]
    public Task Our_answer_is_repeated_until_it_is_confirmed() => IsCalledAsync("lost-confirmation", repeats: false);

    [Fact]
    [Interop("sipp", "PCMU", "call in", "UDP", "signalling")]
    public Task A_call_without_a_description_is_answered_with_ours() => IsCalledAsync("offerless");

    [Fact]
    [Interop("sipp", "PCMU", "call in", "UDP", "signalling")]
    public Task A_call_is_held_in_every_way_and_taken_back() => IsCalledAsync("hold", call =>
    {
        var holds = new List<bool>();
        call.HoldChanged += holds.Add;
        return async () =>
        {
            await call.Ended.WaitAsync(Patience);
            holds.ShouldBe([true, false]);
        };
    });

    [Fact]
    [Interop("sipp", "PCMU", "call in", "UDP", "signalling")]
    public Task Keys_come_by_INFO_each_once() => IsCalledAsync("info-keys", call =>
    {
        var keys = "";
        call.Digit += key => keys += key;
        return () =>
        {
            keys.ShouldBe("11#");
            return Task.CompletedTask;
        };
    });

    [Fact]
    [Interop("sipp", "PCMU", "call in", "UDP", "signalling")]
    public Task A_call_is_refreshed_by_UPDATE_and_by_INVITE() => IsCalledAsync("refresh");

    [Fact]
    [Interop("sipp", "PCMU", "call in", "UDP", "signalling")]
    public Task Too_short_an_interval_is_refused_and_the_least_one_told() => IsCalledAsync("short-interval");

    [Fact]
    [Interop("sipp", "PCMU", "call in", "UDP", "signalling")]
    public Task A_caller_who_gives_up_too_late_has_her_call() => IsCalledAsync("cancel-too-late");

    [Fact]
    [Interop("sipp", "PCMU", "call in", "UDP", "signalling")]
    public Task A_caller_proves_who_she_is() => IsCalledAsync(
        "prove", options: options => options with { PasswordOf = user => user == "mali" ? "secret" : null });

    [Fact]
    [Interop("sipp", "PCMU", "call in", "UDP", "signalling")]
    public async Task A_caller_who_gives_up_in_time_has_none()
    {
        await using var studio = await Telephone.PlugInAsync();
        await using var sipp = await SippPeer.StartAsync(Calling(studio, "cancel"));

        var ringing = await studio.RingsAsync();

        await Eventually.BecomesAsync(() => ringing.GivenUp.IsCancellationRequested, "the ringing stops");
        await EndsWellAsync(sipp);
    }

    [Fact]
    [Interop("sipp", "PCMU", "call in", "UDP", "signalling")]
    public async Task A_refusal_is_repeated_until_it_is_confirmed()
    {
        await using var studio = await Telephone.PlugInAsync();
        await using var sipp = await SippPeer.StartAsync(Calling(studio, "refused-lost-confirmation") with { Repeats = false });

        await (await studio.RingsAsync()).RejectAsync(486);

        await EndsWellAsync(sipp);
    }

    [Fact]
    [Interop("sipp", "PCMU", "call out", "UDP")]
    public async Task It_sends_back_what_we_say()
    {
        await using var studio = await Telephone.PlugInAsync();
        await using var sipp = await SippPeer.EchoAsync();

        await using var call = await studio.Agent.CallAsync(Address(sipp));
        using var patience = new CancellationTokenSource(Patience);
        await using (new Whistler(call.Sender, 600, -12))
            await Ear.HearsAsync(call.Receiver, 600, -12, patience.Token);
        await call.HangUpAsync();

        await EndsWellAsync(sipp);
    }

    [Fact]
    [Interop("sipp", "PCMU", "call out", "UDP", "signalling")]
    public Task We_repeat_a_call_that_is_not_answered_and_confirm_each_answer() =>
        CallsAsync("lost-answers", repeats: false, theyHangUp: true);

    [Fact]
    [Interop("sipp", "PCMU", "call out", "UDP", "signalling")]
    public Task We_repeat_our_farewell_until_it_is_answered() => CallsAsync("lost-farewell", repeats: false);

    [Theory]
    [InlineData("challenge-401")]
    [InlineData("challenge-407")]
    [Interop("sipp", "PCMU", "call out", "UDP", "signalling")]
    public Task We_prove_who_we_are(string scenario) => CallsAsync(
        scenario, options => options with { Credentials = new SipCredentials("mali", "secret") });

    [Fact]
    [Interop("sipp", "PCMU", "call out", "UDP", "signalling")]
    public Task Of_two_telephones_that_answer_one_is_kept() => CallsAsync("forked", theyHangUp: true);

    [Fact]
    [Interop("sipp", "PCMU", "call out", "UDP", "signalling")]
    public Task A_description_may_come_before_the_answer() => CallsAsync("early-media");

    [Fact]
    [Interop("sipp", "PCMU", "call out", "UDP", "signalling")]
    public async Task An_answer_that_crosses_our_giving_up_is_confirmed_and_hung_up()
    {
        await using var studio = await Telephone.PlugInAsync();
        await using var sipp = await SippPeer.StartAsync(new SippOptions(Scenario("cancel-crossed")));

        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await Should.ThrowAsync<OperationCanceledException>(() => studio.Agent.CallAsync(Address(sipp), ct: impatience.Token));

        await EndsWellAsync(sipp);
    }

    private static async Task IsCalledAsync(
        string scenario,
        Func<SipCall, Func<Task>>? watch = null,
        Func<SipOptions, SipOptions>? options = null,
        bool repeats = true,
        bool byTcp = false)
    {
        await using var studio = await Telephone.PlugInAsync(options);
        await using var sipp = await SippPeer.StartAsync(Calling(studio, scenario) with { Repeats = repeats, ByTcp = byTcp });

        var ringing = await studio.RingsAsync();
        ringing.To.User.ShouldBe("talk");
        var call = await ringing.AcceptAsync();
        var judge = watch?.Invoke(call);
        call.Codec.ShouldBe(AudioCodec.Pcmu);

        (await call.Ended.WaitAsync(Patience)).ShouldBe("The far end hung up.");
        await EndsWellAsync(sipp);
        if (judge is not null)
            await judge();
        studio.Troubles.ShouldBeEmpty();
    }

    private static async Task CallsAsync(
        string scenario,
        Func<SipOptions, SipOptions>? options = null,
        bool repeats = true,
        bool theyHangUp = false,
        bool byTcp = false)
    {
        await using var studio = await Telephone.PlugInAsync(options);
        await using var sipp = await SippPeer.StartAsync(new SippOptions(Scenario(scenario)) { Repeats = repeats, ByTcp = byTcp });

        var call = await studio.Agent.CallAsync(Address(sipp, byTcp));
        call.Codec.ShouldBe(AudioCodec.Pcmu);
        if (theyHangUp)
            (await call.Ended.WaitAsync(Patience)).ShouldBe("The far end hung up.");
        else
            await call.HangUpAsync();

        await EndsWellAsync(sipp);
        studio.Troubles.ShouldBeEmpty();
    }

    private static async Task EndsWellAsync(SippPeer sipp) => (await sipp.Exit.WaitAsync(Patience)).ShouldBe(0, sipp.LastWords);

    private static SippOptions Calling(Telephone studio, string scenario) =>
        new(Scenario(scenario)) { Target = studio.Agent.LocalEndPoint };

    private static SipUri Address(SippPeer sipp, bool byTcp = false) =>
        new("echo", IPAddress.Loopback.ToString(), sipp.Port) { Parameters = byTcp ? ";transport=tcp" : "" };

    private static string Scenario(string name) =>
        name is "uac" or "uas" ? name : Path.Combine(AppContext.BaseDirectory, "Telephony", "Scenarios", name + ".xml");
}
