using System.Net.NetworkInformation;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Media;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Tests.Phone;

/// <summary>Voices of telephones come by the ports that the firewall was opened for.</summary>
public sealed class RtpPortsTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rtp-ports-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Two_ports_carry_one_call_and_a_second_caller_is_told_that_there_is_no_more()
    {
        var first = FreePair();
        await using var studio = await StudioHost.StartAsync(
            postgres.Options, _folder, new BroadcastOptions { UdpPort = 0, SipPort = 0, RtpPorts = (first, first + 1) });
        var talk = await studio.OpenTalkAsync();

        await using (await Handset.CallAsync(studio))
        {
            Taken().Intersect([first, first + 1]).Order().ShouldBe([first, first + 1]);
            (await Should.ThrowAsync<SipCallException>(() => Handset.CallAsync(studio, number: "+8562055599999"))).Status.ShouldBe(503);
        }

        await talk.AskAsync(new EndTalk(), _host, CommandId.New(), TestContext.Current.CancellationToken);
    }

    /// <summary>Below the ports that callers take by themselves.</summary>
    private static int FreePair()
    {
        var taken = Taken().ToHashSet();
        return Enumerable.Range(0, 500).Select(_ => Random.Shared.Next(10_000 / 2, 16_000 / 2) * 2)
            .First(port => !taken.Contains(port) && !taken.Contains(port + 1));
    }

    private static IEnumerable<int> Taken() => IPGlobalProperties.GetIPGlobalProperties().GetActiveUdpListeners().Select(end => end.Port);
}
