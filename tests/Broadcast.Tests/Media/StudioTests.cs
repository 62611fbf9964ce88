using Dapper;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Recording;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>A talk's sound from the speaker's browser to the listener's, the tape and the stream.</summary>
public sealed class StudioTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("studio-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);
    private readonly Actor _ada = new(PersonId.New(), "Ada", Role.Speaker);
    private readonly Actor _keo = new(PersonId.New(), "Keo", Role.Speaker);
    private readonly Actor _listener = new(PersonId.New(), null, Role.Attendee);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_talk_is_heard_streamed_and_recorded_from_its_first_to_its_last_second()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        await using var ada = await Browser.SingAsync(studio, talk.Id, _ada, hertz: 500);
        await using var keo = await Browser.SingAsync(studio, talk.Id, _keo, hertz: 1500);
        await using var adasEar = await Browser.ListenAsync(studio, talk.Id, _ada);
        await using var listener = await Browser.ListenAsync(studio, talk.Id, _listener);
        await PutOnAirAsync(talk, _ada);
        await PutOnAirAsync(talk, _keo);
        await AskAsync(talk, new SetStrip(VoiceIdOf(_ada), StripSettings.Neutral)); // their levels are measured below
        await AskAsync(talk, new SetStrip(VoiceIdOf(_keo), StripSettings.Neutral));

        await Eventually.BecomesAsync(() => Hears(adasEar, 1500), "speakers hear each other in the green room");
        Hears(listener, 1500).ShouldBeFalse("the green room is not public");
        await AskAsync(talk, new GoLive());
        await Eventually.BecomesAsync(() => Hears(listener, 500) && Hears(listener, 1500), "the audience hears both");
        Tones.LevelAt(adasEar.LastSecond, 500).ShouldBeLessThan(-60, "nobody hears herself");
        using var http = studio.Http();
        await Eventually.BecomesAsync(async () => (await http.GetAsync($"/hls/{talk.Id}/live.m3u8")).IsSuccessStatusCode, "the stream runs");
        await AskAsync(talk, new EndTalk());
        await Eventually.BecomesAsync(() => talk.State.OpenRecording is null, "the recording is closed");

        var manifest = RecordingFolder.Read(Path.Combine(_folder, "recordings", talk.Id.ToString()))!;
        var aired = talk.State.EndedAt!.Value - talk.State.LiveAt!.Value;
        (manifest.Parts.Sum(part => part.Samples) / 48_000.0).ShouldBe(aired.TotalSeconds, tolerance: 0.2);
        manifest.Parts.ShouldAllBe(part => part.Sha256 != null && part.GapMilliseconds == 0);
        manifest.Closed.ShouldBeTrue();
        var tape = Samples(talk, manifest.Parts);
        Tones.LevelAt(tape.AsSpan(^48_000), 500).ShouldBe(-20, tolerance: 1.5);
        Tones.LevelAt(tape.AsSpan(^48_000), 1500).ShouldBe(-20, tolerance: 1.5);
        manifest.Tracks.Select(track => track.Name).ShouldBe(["Ada", "Keo"], ignoreOrder: true);
        var own = Samples(talk, manifest.Tracks.Single(track => track.Name == "Ada").Parts);
        Tones.LevelAt(own.AsSpan(^48_000), 500).ShouldBe(-20, tolerance: 1.5);
        Tones.LevelAt(own.AsSpan(^48_000), 1500).ShouldBeLessThan(-60, "on her track there is nobody else");
        await Eventually.BecomesAsync(
            async () => (await http.GetStringAsync($"/hls/{talk.Id}/64k/index.m3u8")).EndsWith("#EXT-X-ENDLIST\n", StringComparison.Ordinal),
            "the stream is closed");
        (await FactsAsync(talk, nameof(RecordingClosed))).ShouldBe(1);
    }

    [Fact]
    public async Task A_speaker_who_is_not_on_air_is_seen_and_not_heard_and_a_muted_one_neither()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        await using var ada = await Browser.SingAsync(studio, talk.Id, _ada, hertz: 500);
        await using var hostsEar = await Browser.ListenAsync(studio, talk.Id, _host);
        await AskAsync(talk, new GoLive());

        await Eventually.BecomesAsync(() => VoiceOf(studio, talk, _ada) is { Connected: true, OnAir: false, Level: > -25 }, "her meter moves");
        Hears(hostsEar, 500).ShouldBeFalse();
        await PutOnAirAsync(talk, _ada);
        await Eventually.BecomesAsync(() => Hears(hostsEar, 500), "she is on air");
        await AskAsync(talk, new MuteVoice(VoiceIdOf(_ada)));
        await Eventually.BecomesAsync(() => !Hears(hostsEar, 500), "she is muted");

        await AskAsync(talk, new EndTalk());
    }

    [Fact]
    public async Task After_a_restart_in_the_middle_everybody_has_her_seat_and_the_tape_goes_on()
    {
        var options = new BroadcastOptions { UdpPort = 0, SipPort = 0 };
        TalkId id;
        await using (var before = await StudioHost.StartAsync(postgres.Options, _folder, options))
        {
            var talk = await before.OpenTalkAsync();
            id = talk.Id;
            await using var ada = await Browser.SingAsync(before, id, _ada, hertz: 500);
            await PutOnAirAsync(talk, _ada);
            await AskAsync(talk, new GoLive());
            await Eventually.BecomesAsync(() => talk.State.OpenRecording is not null, "the recording is noted");
            await Eventually.BecomesAsync(() => PartsOf(id).Count == 1, "the tape runs");
        }

        await using var after = await StudioHost.StartAsync(postgres.Options, _folder, options);
        await Eventually.BecomesAsync(() => after.Floor.TryFind(id) is not null, "the studio opens again");
        await using var again = await Browser.SingAsync(after, id, _ada, hertz: 500);
        await using var listener = await Browser.ListenAsync(after, id, _listener);
        await Eventually.BecomesAsync(() => Hears(listener, 500), "she is on air at once");
        var session = await after.Get<TalkDirectory>().FindAsync(id, CancellationToken.None);
        await AskAsync(session, new EndTalk());
        await Eventually.BecomesAsync(() => session.State.OpenRecording is null, "the recording is closed");

        PartsOf(id).Count(part => part.GapMilliseconds > 0).ShouldBe(1, "the restart is a gap, and told of");
        PartsOf(id).ShouldAllBe(part => part.Sha256 != null);
    }

    [Fact]
    public async Task A_talk_that_ended_while_the_server_was_down_gets_its_recording_closed()
    {
        TalkId id;
        await using (var before = await StudioHost.StartAsync(postgres.Options, _folder))
        {
            var talk = await before.OpenTalkAsync();
            id = talk.Id;
            await AskAsync(talk, new GoLive());
            await Eventually.BecomesAsync(() => PartsOf(id).Count == 1 && talk.State.OpenRecording is not null, "the tape runs");
            await before.Floor.StopAsync(CancellationToken.None); // this node's studio burns down; another node ends the talk
            await AskAsync(talk, new EndTalk());
        }

        await using var after = await StudioHost.StartAsync(postgres.Options, _folder);
        var session = await after.Get<TalkDirectory>().FindAsync(id, CancellationToken.None);

        await Eventually.BecomesAsync(() => session.State.OpenRecording is null, "the recording is closed");
        RecordingFolder.Read(Path.Combine(_folder, "recordings", id.ToString()))!.Closed.ShouldBeTrue();
        (await FactsAsync(session, nameof(RecordingClosed))).ShouldBe(1);
    }

    [Fact]
    public async Task A_second_session_of_the_same_speaker_takes_the_seat_of_the_first()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync();
        await using var first = await Browser.SingAsync(studio, talk.Id, _ada, hertz: 500);
        await PutOnAirAsync(talk, _ada);
        await using var second = await Browser.SingAsync(studio, talk.Id, _ada, hertz: 900);
        await using var ear = await Browser.ListenAsync(studio, talk.Id, _host);

        await Eventually.BecomesAsync(() => Hears(ear, 900) && !Hears(ear, 500), "only the second is heard");
        await first.Client.Closed.WaitAsync(Eventually.Patience);
        await second.EndAsync();
        await Eventually.BecomesAsync(() => VoiceOf(studio, talk, _ada) is { Connected: false, OnAir: true }, "her empty seat is kept");

        await AskAsync(talk, new EndTalk());
    }

    [Fact]
    public async Task Of_a_talk_that_is_not_recorded_no_sound_is_kept()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _folder);
        var talk = await studio.OpenTalkAsync(rules: new RoomRules { NotRecorded = true });
        await using var ada = await Browser.SingAsync(studio, talk.Id, _ada, hertz: 500);
        await using var listener = await Browser.ListenAsync(studio, talk.Id, _listener);
        await PutOnAirAsync(talk, _ada);
        await AskAsync(talk, new GoLive());
        await Eventually.BecomesAsync(() => Hears(listener, 500), "it is on air all the same");
        var stream = Path.Combine(_folder, "hls", talk.Id.ToString());
        await Eventually.BecomesAsync(() => Directory.Exists(stream), "it is streamed");
        studio.Floor.TryFind(talk.Id)!.Rack.Views.ShouldAllBe(output => output.Kind != "recording");
        var question = new TalksPlatform.Broadcast.Questions.AskByPhone(QuestionId.New(), "tea/1.wav");
        (await Should.ThrowAsync<Foundation.Faults.FaultException>(() => AskAsync(talk, question))).Fault.Code.ShouldBe("question.not-recorded");

        await AskAsync(talk, new EndTalk());

        await Eventually.BecomesAsync(() => !Directory.Exists(stream), "the stream is deleted");
        Directory.Exists(Path.Combine(_folder, "recordings", talk.Id.ToString())).ShouldBeFalse();
        talk.State.OpenRecording.ShouldBeNull();
        (await FactsAsync(talk, nameof(RecordingClosed))).ShouldBe(0);
    }

    private static bool Hears(Browser browser, double hertz) =>
        browser.LastSecond is { Length: AudioFrame.SampleRate } heard && Tones.LevelAt(heard, hertz) > -30;

    private static ContributionId VoiceIdOf(Actor speaker) => new(speaker.Id.Value);

    private static VoiceView? VoiceOf(StudioHost studio, TalkSession talk, Actor speaker) =>
        studio.Floor.TryFind(talk.Id)!.Programme.Voices.FirstOrDefault(voice => voice.Id == VoiceIdOf(speaker));

    private Task<Accepted> PutOnAirAsync(TalkSession talk, Actor speaker) =>
        AskAsync(talk, new PutOnAir(VoiceIdOf(speaker), speaker.Name!, VoiceKind.Speaker));

    private Task<Accepted> AskAsync(TalkSession talk, TalkCommand command) => talk.AskAsync(command, _host, CommandId.New());

    private IReadOnlyList<RecordingPart> PartsOf(TalkId talk) =>
        RecordingFolder.Read(Path.Combine(_folder, "recordings", talk.ToString()))?.Parts ?? [];

    private float[] Samples(TalkSession talk, IEnumerable<RecordingPart> parts) =>
        TapeReader.Read(Path.Combine(_folder, "recordings", talk.Id.ToString()), parts);

    private async Task<int> FactsAsync(TalkSession talk, string type)
    {
        await using var connection = new Npgsql.NpgsqlConnection(postgres.Options.ConnectionString);
        return await connection.ExecuteScalarAsync<int>(
            "SELECT count(*) FROM messaging.outbox WHERE type = @type AND body->>'talkId' = @talk", new { type, talk = talk.Id.ToString() });
    }
}
