using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Stage;
using TalksPlatform.Foundation.Flac;
using TalksPlatform.Server.Demo;
using Tone = TalksPlatform.TestKit.Peers.Tone;

namespace TalksPlatform.EndToEnd;

/// <summary>What goes on when a part of the whole server is taken away in the middle of a talk.</summary>
public sealed class OutageTests
{
    private const double Hertz = 700;

    [Fact]
    public async Task PostgreSQL_killed_in_mid_talk_costs_no_sound_and_no_question()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var ct = patience.Token;
        await using var server = await TalkServer.StartAsync(publicAddress: null, ct);
        var (episode, desk) = await server.OpenTalkAsync(TimeSpan.FromSeconds(4), ct);
        var link = await server.Host.InviteSpeakerAsync(episode.TalkId, "Ada (test)", ct);
        await using var speaker = new DemoSpeaker(server.Host.As(link.Token), episode.TalkId, TimeProvider.System);
        await speaker.JoinedAsync(ct);
        await desk.SeesAsync(room => room.Voices is [{ Connected: true }], ct);
        await desk.DoAsync("PutOnAir", ct, desk.Now.Voices[0].Id);
        await desk.SeesAsync(room => room.Phase == TalkPhase.Live, ct);
        var speech = speaker.SayAsync(Tone.Pair(Hertz, 1_130, -18, VoicePlayer.Rate, 12 * VoicePlayer.Rate), ct);

        await KillPostgresAsync(server.Data, ct);
        var question = QuestionId.New();
        await desk.DoAsync("Ask", ct, question, "Was anything lost?", null, null);
        await desk.SeesAsync(room => room.Questions.ContainsKey(question), ct);
        await speech;
        await desk.DoAsync("EndTalk", ct);
        await desk.SeesAsync(room => room.Phase == TalkPhase.Ended, ct);
        await server.PublishedAsync(episode, ct);

        var folder = Path.Combine(server.Data, "recordings", episode.TalkId.ToString());
        var manifest = JsonSerializer.Deserialize<RecordingManifest>(
            await File.ReadAllBytesAsync(Path.Combine(folder, RecordingManifest.FileName), ct), JsonSerializerOptions.Web)!;
        manifest.Parts.ShouldAllBe(part => part.GapMilliseconds == 0 && part.Damage == null);
        manifest.Parts.Sum(part => part.DroppedFrames).ShouldBeLessThan(50, "a machine that stands still may cost frames, the outage none; a second is too much");
        var air = desk.Now.EndedAt!.Value - desk.Now.LiveAt!.Value;
        (manifest.Parts.Sum(part => part.Samples) / (double)manifest.SampleRate).ShouldBeInRange(
            air.TotalSeconds - 1, air.TotalSeconds + 2, "begin and end are committed first, which takes a moment on a busy machine");
        float[] tape = [.. manifest.Parts.SelectMany(part => Read(Path.Combine(folder, part.File)))];
        Sounding(tape).ShouldBeInRange(
            11.0, 12.6, "the tone of 12 seconds is on the tape; what a busy machine may cost is less than the second above");
    }

    private static async Task KillPostgresAsync(string data, CancellationToken ct)
    {
        var file = Directory
            .EnumerateFiles(Path.Combine(data, "postgres"), "postmaster.pid", SearchOption.AllDirectories)
            .ShouldHaveSingleItem();
        var id = int.Parse((await File.ReadAllLinesAsync(file, ct))[0], CultureInfo.InvariantCulture);
        using var postgres = Process.GetProcessById(id);
        postgres.Kill();
        await postgres.WaitForExitAsync(ct);
    }

    private static List<float> Read(string path)
    {
        List<float> sound = [];
        using var file = File.OpenRead(path);
        using var flac = new FlacReader(file);
        while (flac.Read())
        {
            foreach (var sample in flac.Channel(0))
                sound.Add(sample / 32768f);
        }
        return sound;
    }

    /// <summary>How many seconds of the tape have the tone, in steps of a tenth. She is levelled, so it stands at -27.</summary>
    private static double Sounding(float[] tape) =>
        tape.Chunk(VoicePlayer.Rate / 10).Count(tenth => Tone.Level(tenth, Hertz, VoicePlayer.Rate) > -45) / 10.0;
}
