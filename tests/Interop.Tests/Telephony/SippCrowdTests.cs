using TalksPlatform.Rtc.Codecs;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.Telephony;

/// <summary>Many call at once, as when a programme opens its lines.</summary>
public sealed class SippCrowdTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async ValueTask InitializeAsync() => PeerVersions.Report("sipp", await SippPeer.VersionAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    [Interop("sipp", "PCMU", "call in", "UDP")]
    public async Task Sixty_call_at_ten_a_second_and_each_call_bears_its_own_note_both_ways()
    {
        const int Calls = 60;
        await using var studio = await Telephone.PlugInAsync(
            options => options with { Codecs = [AudioCodec.Pcmu], MaxCallsPerSourcePerMinute = Calls });
        using var notes = new EchoedNotes();
        await using var sipp = await SippPeer.StartAsync(new SippOptions("uac")
        {
            Target = studio.Agent.LocalEndPoint,
            Calls = Calls,
            CallsPerSecond = 10,
            Length = TimeSpan.FromSeconds(4),
            Echoes = true,
        });

        for (var i = 0; i < Calls; i++)
            notes.Add(await (await studio.RingsAsync()).AcceptAsync());

        (await sipp.Exit.WaitAsync(Patience)).ShouldBe(0, sipp.LastWords);
        notes.All.Where(note => note.Clear == 0).Select(note => note.Hertz).ShouldBeEmpty();
        notes.All.Sum(note => note.Blurred).ShouldBeLessThan(notes.All.Sum(note => note.Clear) / 4);
        studio.Troubles.ShouldBeEmpty();
    }
}
