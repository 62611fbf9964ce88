using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TalksPlatform.Archive.Tests.Given;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Archive.Tests;

/// <summary>Recordings in parts of FLAC, with a track for each contributor.</summary>
public sealed class TrackTests(ArchiveDatabase postgres) : IClassFixture<ArchiveDatabase>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parts_of_flac_become_one_master_up_to_the_cut_of_a_crash()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var episode = house.Calendar.Add("flac", EpisodeState.Ended, ArchiveHouse.Evening);
        var tape = new Tape(house.Data, episode.Id)
            .WithFlac(ArchiveHouse.Evening, Sound.Tone(440, 2.5))
            .WithFlac(ArchiveHouse.Evening.AddSeconds(2.5), Sound.Tone(660, 1))
            .WithCrashedFlac(ArchiveHouse.Evening.AddMinutes(2), Sound.Tone(880, 0.8))
            .WithCrashedFlac(ArchiveHouse.Evening.AddMinutes(3), [])
            .Write();

        await house.HearAsync(tape.Closed, Ct);
        await house.Jobs.RunUpToAsync("measure:", Ct);

        var master = await Sound.DecodeAsync(house.MediaPath(episode.Id, "master.flac"), Ct);
        master.Length.ShouldBe((int)(Sound.Rate * 4.3));
        double[] pitches = [440, 660, 880];
        Sound.PitchAt(master, 2.3, pitches).ShouldBe(440);
        Sound.PitchAt(master, 3.3, pitches).ShouldBe(660);
        Sound.PitchAt(master, 4.1, pitches).ShouldBe(880);
    }

    [Fact]
    public async Task A_recording_that_was_begun_as_wav_and_went_on_as_flac_is_joined()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var episode = house.Calendar.Add("both", EpisodeState.Ended, ArchiveHouse.Evening);
        var tape = new Tape(house.Data, episode.Id)
            .WithCrashed(ArchiveHouse.Evening, Sound.Tone(440, 1))
            .WithFlac(ArchiveHouse.Evening.AddMinutes(1), Sound.Tone(660, 1))
            .Write();

        await house.HearAsync(tape.Closed, Ct);
        await house.Jobs.RunUpToAsync("measure:", Ct);

        (await Sound.DecodeAsync(house.MediaPath(episode.Id, "master.flac"), Ct)).Length.ShouldBe(2 * Sound.Rate);
    }

    [Fact]
    public async Task A_part_of_flac_that_was_altered_is_never_joined()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var episode = house.Calendar.Add("altered", EpisodeState.Ended, ArchiveHouse.Evening);
        var tape = new Tape(house.Data, episode.Id).WithFlac(ArchiveHouse.Evening, Sound.Tone(440, 1)).Write();
        var bytes = await File.ReadAllBytesAsync(tape.PathOf("part-0001.flac"), Ct);
        bytes[^100] ^= 1;
        await File.WriteAllBytesAsync(tape.PathOf("part-0001.flac"), bytes, Ct);

        await house.HearAsync(tape.Closed, Ct);
        var refusal = await Should.ThrowAsync<FaultException>(() => house.Jobs.RunUpToAsync("measure:", Ct));

        refusal.Fault.Code.ShouldBe("recording.part-altered");
    }

    [Fact]
    public async Task A_track_is_as_long_as_the_master_with_its_voice_where_it_was_heard_and_the_host_can_fetch_it()
    {
        await using var house = await ArchiveHouse.OpenAsync(postgres);
        var episode = house.Calendar.Add("tracks", EpisodeState.Ended, ArchiveHouse.Evening);
        var tape = new Tape(house.Data, episode.Id)
            .WithFlac(ArchiveHouse.Evening, Sound.Tone(440, 4))
            .WithTrack("Ada", ArchiveHouse.Evening.AddSeconds(1), position: Sound.Rate, Sound.Tone(660, 1))
            .WithTrack("Ben", ArchiveHouse.Evening.AddSeconds(3.5), position: Sound.Rate * 7 / 2, Sound.Tone(880, 2))
            .Write();

        await house.ProduceAsync(tape, Ct);

        var ada = await Sound.DecodeAsync(house.MediaPath(episode.Id, "track-01.flac"), Ct);
        ada.Length.ShouldBe(4 * Sound.Rate);
        ada.AsSpan(0, Sound.Rate).ContainsAnyExcept(0f).ShouldBeFalse();
        Sound.PitchAt(ada, 1.5, [440, 660]).ShouldBe(660);
        ada.AsSpan(2 * Sound.Rate).ContainsAnyExcept(0f).ShouldBeFalse();
        (await Sound.DecodeAsync(house.MediaPath(episode.Id, "track-02.flac"), Ct)).Length.ShouldBe(4 * Sound.Rate);

        var list = await house.Web.GetFromJsonAsync<JsonElement[]>($"/api/episodes/{episode.Id}/tracks", Ct);
        list!.Select(track => track.GetProperty("name").GetString()).ShouldBe(["Ada", "Ben"]);
        var fetched = await house.Web.GetByteArrayAsync(list![0].GetProperty("url").GetString(), Ct);
        fetched.ShouldBe(await File.ReadAllBytesAsync(house.MediaPath(episode.Id, "track-01.flac"), Ct));
        (await house.Web.GetAsync($"/media/{episode.Id}/track-01.flac", Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound, "the public has the replay alone");
        (await house.Web.GetAsync($"/api/episodes/{episode.Id}/tracks/3.flac", Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
