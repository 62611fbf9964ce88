using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Stage;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.Server.Demo;
using Tone = TalksPlatform.TestKit.Peers.Tone;

namespace TalksPlatform.EndToEnd;

/// <summary>A live talk whose host is gone.</summary>
public sealed class HostTests
{
    [Fact]
    public async Task A_host_who_is_lost_costs_no_sound_and_her_co_host_runs_the_talk_to_its_end()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var ct = patience.Token;
        await using var server = await TalkServer.StartAsync(publicAddress: null, ct);
        var (episode, desk) = await server.OpenTalkAsync(TimeSpan.FromSeconds(4), ct);
        var link = await server.Host.InviteSpeakerAsync(episode.TalkId, "Ada (test)", ct);
        var ada = server.Cast.Own(server.Host.As(link.Token));
        await using var speaker = new DemoSpeaker(server.Host.As(link.Token), episode.TalkId, TimeProvider.System);
        await speaker.JoinedAsync(ct);
        await desk.SeesAsync(room => room.Voices is [{ Connected: true }], ct);
        await desk.DoAsync("PutOnAir", ct, desk.Now.Voices[0].Id);
        await desk.DoAsync("NameCoHost", ct, desk.Now.Voices[0].Id);
        await desk.SeesAsync(room => room.Phase == TalkPhase.Live, ct);
        await using var backstage = new DemoSeat(ada, episode.TalkId, TimeProvider.System);
        await backstage.SeesAsync(room => room.Seen, ct);
        await Should.ThrowAsync<HubRefusedException>(() => backstage.DoAsync("EndTalk", ct), "the host is there");
        var speech = speaker.SayAsync(Tone.Pair(700, 1_130, -18, VoicePlayer.Rate, 20 * VoicePlayer.Rate), ct);

        await desk.DisposeAsync();
        await backstage.SeesAsync(room => room.Hosts, ct);
        await speech;
        await using var studio = new DemoSeat(ada, episode.TalkId, TimeProvider.System);
        await studio.SeesAsync(room => Array.Exists(room.Voices, voice => voice.OnAir), ct);
        await studio.DoAsync("EndTalk", ct);
        await server.PublishedAsync(episode, ct);

        var manifest = JsonSerializer.Deserialize<RecordingManifest>(
            await File.ReadAllBytesAsync(Path.Combine(server.Data, "recordings", episode.TalkId.ToString(), RecordingManifest.FileName), ct),
            JsonSerializerOptions.Web)!;
        manifest.Parts.ShouldAllBe(part => part.GapMilliseconds == 0 && part.Damage == null);
        manifest.Tracks.ShouldHaveSingleItem().Name.ShouldBe("Ada (test)");
    }
}
