using Dapper;
using NodaTime;
using Npgsql;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Messaging;
using TalksPlatform.Scheduler.Calendar;
using TalksPlatform.Scheduler.Series;

namespace TalksPlatform.Scheduler.Episodes;

/// <summary>The episodes as rows.</summary>
internal static class EpisodeTable
{
    private const string Select =
        $"""
        SELECT episode.id, episode.slug, episode.title, episode.description, episode.speakers, episode.starts_local,
               episode.zone, episode.starts_at, episode.ends_at, episode.state, {SeriesTable.Columns}
        FROM episode JOIN series ON series.id = episode.series_id
        """;

    // An episode that never went on air stays announced for this long after its planned end.
    private static readonly TimeSpan NeverAired = TimeSpan.FromHours(12);

    /// <summary>Adds the episode under the first free variant of its slug, and returns it as it was added.</summary>
    /// <exception cref="Foundation.Faults.FaultException">slot.taken.</exception>
    public static async Task<Episode> AddEpisodeAsync(this UnitOfWork work, Episode episode, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var slug in Slug.Variants(episode.Card.Slug))
        {
            var card = episode.Card with { Slug = slug };
            var added = await SchedulerDb.RefusingOverlapAsync(work.Connection.ExecuteAsync(new(
                """
                INSERT INTO episode (id, series_id, slug, title, description, speakers, starts_local, zone, starts_at, ends_at, state, created_at)
                VALUES (@Id, @series, @Slug, @Title, @Description, @speakers, @local, @Zone, @StartsAt, @EndsAt, @state, @now)
                ON CONFLICT (slug) DO NOTHING
                """,
                new
                {
                    card.Id,
                    series = card.Series.Id,
                    card.Slug,
                    card.Title,
                    card.Description,
                    speakers = card.Speakers.ToArray(),
                    local = episode.Local.ToDateTimeUnspecified(),
                    episode.Zone,
                    card.StartsAt,
                    card.EndsAt,
                    state = EpisodeStates.Word(card.State),
                    now,
                },
                work.Transaction, cancellationToken: ct)));
            if (added == 1)
                return episode with { Card = card };
        }
        throw new InvalidOperationException($"No variant of the slug {episode.Card.Slug} is free.");
    }

    /// <summary>Writes where the episode stands on the calendar.</summary>
    /// <exception cref="Foundation.Faults.FaultException">slot.taken.</exception>
    public static Task<int> UpdateSlotAsync(this UnitOfWork work, Episode episode, CancellationToken ct) =>
        SchedulerDb.RefusingOverlapAsync(work.Connection.ExecuteAsync(new(
            "UPDATE episode SET starts_local = @local, zone = @Zone, starts_at = @StartsAt, ends_at = @EndsAt WHERE id = @Id",
            new { episode.Id, local = episode.Local.ToDateTimeUnspecified(), episode.Zone, episode.Card.StartsAt, episode.Card.EndsAt },
            work.Transaction, cancellationToken: ct)));

    /// <summary>Brings the episode into a state, from one of these only. False when it was in none of them.</summary>
    public static async Task<bool> AdvanceEpisodeAsync(
        this UnitOfWork work, EpisodeId id, EpisodeState state, string[] from, CancellationToken ct) =>
        await work.Connection.ExecuteAsync(new(
            "UPDATE episode SET state = @state WHERE id = @id AND state = ANY(@from)",
            new { id, state = EpisodeStates.Word(state), from },
            work.Transaction, cancellationToken: ct)) == 1;

    /// <summary>Calls an episode off that is still ahead, and tells of it; else does nothing.</summary>
    public static async Task CallOffEpisodeAsync(this UnitOfWork work, EpisodeId id, CancellationToken ct)
    {
        if (await work.AdvanceEpisodeAsync(id, EpisodeState.Cancelled, EpisodeStates.Before(EpisodeState.Live), ct))
            await work.AddFactAsync(new EpisodeCancelled(id), ct);
    }

    /// <summary>The episode, held against other writers until the work is committed.</summary>
    /// <exception cref="Foundation.Faults.FaultException">episode.unknown.</exception>
    public static async Task<Episode> LockEpisodeAsync(this UnitOfWork work, EpisodeId id, CancellationToken ct) =>
        (await QueryAsync(work.Connection, "WHERE episode.id = @id FOR UPDATE OF episode", new { id }, ct)).SingleOrDefault()
        ?? throw SchedulerFaults.UnknownEpisode.AsException();

    /// <summary>A series' episodes that are not over, held against other writers until the work is committed.</summary>
    public static Task<IReadOnlyList<Episode>> LockEpisodesToComeAsync(this UnitOfWork work, SeriesId series, CancellationToken ct) =>
        QueryAsync(
            work.Connection,
            "WHERE series_id = @series AND state IN ('scheduled', 'open', 'live') ORDER BY episode.id FOR UPDATE OF episode",
            new { series },
            ct);

    public static Task<Episode?> FindEpisodeAsync(this SchedulerDb db, EpisodeId id, CancellationToken ct) =>
        db.OneAsync("WHERE episode.id = @id", new { id }, ct);

    public static Task<Episode?> FindEpisodeAsync(this SchedulerDb db, string slug, CancellationToken ct) =>
        db.OneAsync("WHERE episode.slug = @slug", new { slug }, ct);

    /// <summary>Those that have not ended, soonest first.</summary>
    public static Task<IReadOnlyList<Episode>> UpcomingEpisodesAsync(this SchedulerDb db, DateTimeOffset now, int limit, CancellationToken ct) =>
        db.ManyAsync(
            """
            WHERE state IN ('open', 'live') OR (state = 'scheduled' AND ends_at > @since)
            ORDER BY starts_at, episode.id
            LIMIT @limit
            """,
            new { since = now - NeverAired, limit }, ct);

    /// <summary>Those that have ended, latest first; of one series, or of all.</summary>
    public static Task<IReadOnlyList<Episode>> PastEpisodesAsync(this SchedulerDb db, SeriesId? series, int limit, CancellationToken ct) =>
        db.ManyAsync(
            """
            WHERE state IN ('ended', 'published') AND (@series::uuid IS NULL OR series_id = @series)
            ORDER BY starts_at DESC, episode.id
            LIMIT @limit
            """,
            new { series = series?.Value, limit }, ct);

    /// <summary>Those that begin in this stretch, soonest first.</summary>
    public static Task<IReadOnlyList<Episode>> EpisodesBetweenAsync(
        this SchedulerDb db, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken ct) =>
        db.ManyAsync(
            "WHERE starts_at >= @from AND starts_at < @to ORDER BY starts_at, episode.id LIMIT @limit", new { from, to, limit }, ct);

    /// <summary>Those in which all of these words stand, the latest first; what will not take place is not found.</summary>
    public static async Task<IReadOnlyList<Episode>> SearchEpisodesAsync(
        this SchedulerDb db, IEnumerable<string> words, int limit, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await QueryAsync(
            connection,
            $"""
            WHERE state <> 'cancelled'
                AND {SearchWords.In("concat_ws(' ', episode.title, series.title, array_to_string(episode.speakers, ' '), episode.description)")}
            ORDER BY starts_at DESC, episode.id
            LIMIT @limit
            """,
            new { patterns = SearchWords.Patterns(words), limit },
            ct,
            SearchWords.Patience);
    }

    private static async Task<Episode?> OneAsync(this SchedulerDb db, string where, object parameters, CancellationToken ct) =>
        (await db.ManyAsync(where, parameters, ct)).SingleOrDefault();

    private static async Task<IReadOnlyList<Episode>> ManyAsync(this SchedulerDb db, string where, object parameters, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await QueryAsync(connection, where, parameters, ct);
    }

    private static async Task<IReadOnlyList<Episode>> QueryAsync(
        NpgsqlConnection connection, string where, object parameters, CancellationToken ct, int? patience = null) =>
        (await connection.QueryAsync<Row, SeriesCard, Episode>(
            new CommandDefinition($"{Select} {where}", parameters, commandTimeout: patience, cancellationToken: ct),
            (row, series) => row.In(series))).AsList();

    private sealed record Row(
        EpisodeId Id, string Slug, string Title, string Description, string[] Speakers, DateTime StartsLocal,
        string Zone, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string State)
    {
        public Episode In(SeriesCard series) => new(
            new EpisodeCard(Id, series, Slug, Title, Description, Speakers, StartsAt, EndsAt, EpisodeStates.Named(State)),
            LocalDateTime.FromDateTime(StartsLocal),
            Zone);
    }
}
