using Dapper;
using Npgsql;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>Of a talk that is not recorded no sound stays, whatever happened to the servers that had it.</summary>
public sealed class ErasingTests(StudioDatabase postgres) : IClassFixture<StudioDatabase>, IDisposable
{
    private static readonly RoomRules Unrecorded = new() { NotRecorded = true };

    private readonly string _here = Directory.CreateTempSubdirectory("erasing-").FullName;
    private readonly string _elsewhere = Directory.CreateTempSubdirectory("erasing-").FullName;
    private readonly Actor _host = new(PersonId.New(), "Noy", Role.Host);

    public void Dispose()
    {
        Directory.Delete(_here, recursive: true);
        Directory.Delete(_elsewhere, recursive: true);
    }

    [Fact]
    public async Task What_a_server_had_that_was_gone_when_the_talk_ended_is_deleted_when_it_is_back_and_a_recorded_talk_stays()
    {
        TalkId unrecorded, recorded;
        await using (var killed = await StudioHost.StartAsync(postgres.Options, _here))
        {
            unrecorded = (await AirAsync(killed, "unrecorded", Unrecorded)).Id;
            recorded = (await AirAsync(killed, "recorded", RoomRules.Default)).Id;
        }
        await using (var another = await StudioHost.StartAsync(postgres.Options, _elsewhere))
        {
            await EndAsync(another, unrecorded);
            await EndAsync(another, recorded);
        }
        Directory.Exists(StreamOf(unrecorded)).ShouldBeTrue("nobody was here to delete it");

        await using var back = await StudioHost.StartAsync(postgres.Options, _here);

        await Eventually.BecomesAsync(() => !Directory.Exists(StreamOf(unrecorded)), "its sound is deleted");
        using var http = back.Http();
        (await http.GetAsync($"/hls/{unrecorded}/all.m3u8")).IsSuccessStatusCode.ShouldBeFalse();
        (await http.GetAsync($"/hls/{recorded}/all.m3u8")).IsSuccessStatusCode.ShouldBeTrue("what was recorded may be heard");
    }

    [Fact]
    public async Task What_a_server_had_that_lost_the_talk_to_another_is_deleted_when_it_is_over()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _here);
        var talk = await AirAsync(studio, "superseded", Unrecorded);
        await using var another = await TakeOverAsync(talk.Id);
        await Eventually.BecomesAsync(() => studio.Floor.TryFind(talk.Id) is null, "another server mixes it");

        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
        Directory.Exists(StreamOf(talk.Id)).ShouldBeTrue();
        await another.CloseAsync();

        await Eventually.BecomesAsync(() => !Directory.Exists(StreamOf(talk.Id)), "its sound is deleted");
    }

    [Fact]
    public async Task The_promise_that_nothing_is_recorded_outlives_a_change_of_the_rules()
    {
        await using var studio = await StudioHost.StartAsync(postgres.Options, _here);
        var talk = await AirAsync(studio, "promised", Unrecorded);
        await talk.AskAsync(new AnnounceTalk(talk.State.Card! with { Rules = RoomRules.Default }), Actor.Platform, CommandId.New());

        await talk.AskAsync(new EndTalk(), _host, CommandId.New());

        await Eventually.BecomesAsync(() => !Directory.Exists(StreamOf(talk.Id)), "its sound is deleted");
    }

    private string StreamOf(TalkId talk) => Path.Combine(_here, "hls", talk.ToString());

    private async Task<TalkSession> AirAsync(StudioHost studio, string slug, RoomRules rules)
    {
        var talk = await studio.OpenTalkAsync(slug, rules);
        await talk.AskAsync(new GoLive(), _host, CommandId.New());
        using var http = studio.Http();
        await Eventually.BecomesAsync(async () => (await http.GetAsync($"/hls/{talk.Id}/all.m3u8")).IsSuccessStatusCode, "it is streamed");
        return talk;
    }

    private async Task EndAsync(StudioHost studio, TalkId id)
    {
        var talk = await studio.Get<TalkDirectory>().FindAsync(id, CancellationToken.None);
        await Eventually.BecomesAsync(() => studio.Floor.TryFind(id)?.Programme.IsLive == true, "it goes on here");
        await talk.AskAsync(new EndTalk(), _host, CommandId.New());
        await Eventually.BecomesAsync(() => !talk.State.IsOpen && studio.Floor.TryFind(id) is null, "it is over");
    }

    /// <summary>Takes the right to mix the talk as another server would, after its holder's connection broke.</summary>
    private async Task<NpgsqlConnection> TakeOverAsync(TalkId talk)
    {
        var another = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.Options.ConnectionString) { Pooling = false }.ConnectionString);
        await another.OpenAsync();
        var taken = another.ExecuteAsync("SELECT pg_advisory_lock(hashtextextended(@Key, 0))", new { Key = $"media:{talk}" });
        await using var watch = new NpgsqlConnection(another.ConnectionString);
        await watch.OpenAsync();
        await Eventually.BecomesAsync(
            async () => await watch.ExecuteScalarAsync<long>(
                """
                SELECT count(pg_terminate_backend(holder.pid)) FROM pg_locks AS waiting JOIN pg_locks AS holder USING (locktype, database, classid, objid, objsubid)
                WHERE locktype = 'advisory' AND NOT waiting.granted AND holder.granted
                """) == 1,
            "its holder's connection breaks");
        await taken;
        return another;
    }
}
