using System.Net;
using System.Net.Sockets;
using System.Text;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Fuzzing;
using TalksPlatform.TestKit.Fuzzing.Sip;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.Telephony;

/// <summary>Strangers who look for a way to call at our expense, or to bring the telephone down.</summary>
public sealed class StrangerTests
{
    private static readonly IPNetwork[] Nobody = [IPNetwork.Parse("192.0.2.0/24")];

    [Theory]
    [InlineData("OPTIONS")]
    [InlineData("REGISTER")]
    [InlineData("INVITE")]
    [InlineData("SUBSCRIBE")]
    public async Task A_sweep_of_numbers_gets_no_answer_and_is_counted(string method)
    {
        const int Numbers = 500;
        await using var studio = await Telephone.PlugInAsync(options => options with { AllowedNetworks = Nobody });
        using var scanner = Open(out var port);

        for (var number = 0; number < Numbers; number++)
            await scanner.SendToAsync(Request(method, number, port), studio.Agent.LocalEndPoint);

        await Eventually.BecomesAsync(() => studio.Agent.Dropped >= Numbers, "all are counted");
        scanner.Available.ShouldBe(0);
        studio.Agent.Refused.ShouldBe(0);
        studio.Troubles.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_could_know_a_password_is_asked_for_it_but_not_for_ever()
    {
        await using var studio = await Telephone.PlugInAsync(
            options => options with { AllowedNetworks = Nobody, PasswordOf = _ => "secret" });
        using var scanner = Open(out var port);

        for (var number = 0; number < 1_000; number++)
            await scanner.SendToAsync(Request("INVITE", number, port), studio.Agent.LocalEndPoint);

        await Eventually.BecomesAsync(() => studio.Agent.Dropped > 0, "it is ignored in the end");
        studio.Agent.Refused.ShouldBeInRange(1, 999);
        studio.Troubles.ShouldBeEmpty();
    }

    [Fact]
    [Interop("sipp", "PCMU", "call in", "UDP", "signalling")]
    public async Task After_a_flood_of_mutilated_messages_an_honest_call_is_taken_and_memory_is_as_before()
    {
        // The flood has the honest caller's address: what one address may do is tested elsewhere.
        await using var studio = await Telephone.PlugInAsync(options => options with { MaxCallsPerSourcePerMinute = 100_000 });
        studio.Agent.IncomingCall = call => call.RejectAsync(486);
        using var flooder = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        flooder.Bind(new IPEndPoint(IPAddress.Parse("127.66.6.6"), 0)); // an address of its own, for limits go by that
        var mutator = new Mutator(seed: 1, SipTargets.Messages(), maxLength: 4_096);
        await FloodAsync(500); // what is made at first use is not what we look for
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await FloodAsync(20_000);

        await CallAsync();
        studio.Agent.Malformed.ShouldBeGreaterThan(1_000);
        await Eventually.BecomesAsync(
            () => GC.GetTotalMemory(forceFullCollection: true) - before < 64 * 1024 * 1024, "memory is as before");

        async Task FloodAsync(int messages)
        {
            for (var i = 0; i < messages; i++)
            {
                flooder.SendTo(mutator.Next(), studio.Agent.LocalEndPoint);
                if (i % 200 == 0)
                    await Task.Yield();
            }
        }

        async Task CallAsync()
        {
            var answered = new TaskCompletionSource<SipCall>();
            studio.Agent.IncomingCall = async call =>
            {
                if (call.To.User == "honest")
                    answered.TrySetResult(await call.AcceptAsync());
                else
                    await call.RejectAsync(486);
            };
            await using var sipp = await SippPeer.CallAsync(studio.Agent.LocalEndPoint, TimeSpan.FromMilliseconds(300), "honest");
            await (await answered.Task.WaitAsync(TimeSpan.FromMinutes(1))).Ended.WaitAsync(TimeSpan.FromMinutes(1));
            (await sipp.Exit).ShouldBe(0, sipp.LastWords);
        }
    }

    private static Socket Open(out int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return socket;
    }

    private static byte[] Request(string method, int number, int port) => Encoding.ASCII.GetBytes(
        $"{method} sip:900{number}@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{port};branch=z9hG4bK{number};rport\r\n"
        + $"From: \"sipvicious\"<sip:100@1.1.1.1>;tag={number}\r\nTo: <sip:900{number}@127.0.0.1>\r\nCall-ID: {number}\r\n"
        + $"CSeq: 1 {method}\r\nContact: <sip:100@127.0.0.1:{port}>\r\nUser-Agent: {(method == "INVITE" ? "Phone" : "friendly-scanner")}\r\nContent-Length: 0\r\n\r\n");
}
