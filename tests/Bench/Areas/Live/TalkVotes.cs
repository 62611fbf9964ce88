using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>Ours: votes as commands of a talk, in its log, with the bell that tells other nodes ringing.</summary>
internal sealed class TalkVotes : Votes
{
    private readonly BroadcastDb _db;
    private readonly TalkBell _bell;
    private readonly TalkDirectory _talks;
    private readonly TalkSession _talk;
    private readonly PollId _poll = PollId.New();

    private TalkVotes(int voters, BroadcastDb db, TalkBell bell, TalkDirectory talks, TalkSession talk)
        : base(voters) => (_db, _bell, _talks, _talk) = (db, bell, talks, talk);

    /// <summary>Opens a talk with a poll that takes ballots.</summary>
    public static async Task<TalkVotes> OpenAsync(PostgresOptions postgres, int voters, CancellationToken ct)
    {
        await Migrator.RunAsync(postgres, [new MigrationSet("broadcast", typeof(BroadcastModule).Assembly)], ct);
        var db = new BroadcastDb(postgres);
        var bell = new TalkBell(db, TimeProvider.System, NullLogger<TalkBell>.Instance);
        await bell.StartAsync(ct);
        var talks = new TalkDirectory(new TalkLog(db, bell), TimeProvider.System, NullLogger<TalkDirectory>.Instance);
        var startsAt = TimeProvider.System.GetUtcNow().AddHours(1);
        var episode = new EpisodeCard(
            EpisodeId.New(), BenchSeries.Card, "votes", "Votes", "", [], startsAt, startsAt.AddHours(1), EpisodeState.Scheduled);

        var votes = new TalkVotes(voters, db, bell, talks, await talks.OpenAsync(episode, ct));
        await votes.AskAsync(new CreatePoll(votes._poll, "Tea or coffee?", ["Tea", "Coffee"]), Role.Host, ct);
        await votes.AskAsync(new OpenPoll(votes._poll), Role.Host, ct);
        return votes;
    }

    public override async ValueTask DisposeAsync()
    {
        await _talks.DisposeAsync();
        await _bell.StopAsync(CancellationToken.None);
        _bell.Dispose();
        await _db.DisposeAsync();
    }

    protected override Task CastAsync(int voter, CancellationToken ct) => AskAsync(new CastVote(_poll, voter % 2), Role.Attendee, ct);

    protected override async Task<long> CountAsync(CancellationToken ct)
    {
        await using var connection = await _db.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "SELECT count(*) FROM talk_event WHERE talk_id = @Talk AND type = @Type",
            new { Talk = _talk.Id.Value, Type = TalkEventJson.NameOf(new VoteCast(_poll, 0)) },
            cancellationToken: ct));
    }

    private Task<Accepted> AskAsync(TalkCommand command, Role role, CancellationToken ct) =>
        _talk.AskAsync(command, new Actor(PersonId.New(), null, role), CommandId.New(), ct);
}
