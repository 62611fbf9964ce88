using System.Text.Json;
using Dapper;
using TalksPlatform.Archive.Recordings;
using TalksPlatform.Archive.Renditions;
using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Replays;

/// <summary>Reads published replays, for the pages and for our own feeds.</summary>
internal sealed class ReplayReader(ArchiveDb db) : IReplayReader
{
    public async Task<ReplayView?> FindAsync(EpisodeId episode, CancellationToken ct) =>
        (await ReadAsync([episode.Value], ct)).SingleOrDefault();

    public async Task<IReadOnlyList<ReplayView>> LatestAsync(int limit, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var latest = await connection.QueryAsync<Guid>(new(
            "SELECT episode_id FROM archive.replay ORDER BY published_at DESC, episode_id LIMIT @limit", new { limit }, cancellationToken: ct));
        return await ReadAsync([.. latest], ct);
    }

    public async Task<IReadOnlyList<ReplayTrack>> TracksAsync(EpisodeId episode, CancellationToken ct) =>
    [
        .. (await db.TracksOfAsync(episode, ct)).Select(track =>
            new ReplayTrack(track.Name, $"/api/episodes/{episode}/tracks/{track.Ordinal}.flac", track.Stored.Bytes)),
    ];

    /// <summary>What feeds need of the replays of these episodes, as far as there are any.</summary>
    public async Task<IReadOnlyDictionary<EpisodeId, ReplayFiles>> FilesOfAsync(IEnumerable<EpisodeId> episodes, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        await using var results = await connection.QueryMultipleAsync(new(
            Sql.Replays + Sql.Files, new { episodes = episodes.Select(episode => episode.Value).ToArray() }, cancellationToken: ct));
        var replays = await results.ReadAsync<ReplayRow>();
        var files = (await results.ReadAsync<FileRow>()).ToLookup(row => row.EpisodeId, row => row.ToFile());
        return replays.ToDictionary(
            replay => replay.EpisodeId,
            replay => new ReplayFiles(replay.Duration, replay.PublishedAt, [.. files[replay.EpisodeId]]));
    }

    private async Task<IReadOnlyList<ReplayView>> ReadAsync(Guid[] episodes, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        await using var results = await connection.QueryMultipleAsync(new(
            Sql.Replays + Sql.Files + Sql.Chapters + Sql.Questions + Sql.Polls + Sql.Slides, new { episodes }, cancellationToken: ct));
        var replays = await results.ReadAsync<ReplayRow>();
        var files = (await results.ReadAsync<FileRow>()).ToLookup(row => row.EpisodeId, row => row.ToFile());
        var chapters = (await results.ReadAsync<ChapterRow>()).ToLookup(row => row.EpisodeId, row => new ReplayChapter(row.StartsAt, row.Title));
        var questions = (await results.ReadAsync<QuestionRow>()).ToLookup(row => row.EpisodeId, row => row.ToQuestion());
        var polls = (await results.ReadAsync<PollRow>()).ToLookup(row => row.EpisodeId, row => row.ToPoll());
        var slides = (await results.ReadAsync<SlideRow>()).ToLookup(row => row.EpisodeId, row => row.ToSlide());
        return
        [
            .. replays.Select(replay => new ReplayView(
                replay.EpisodeId, replay.Duration, replay.PublishedAt, [.. files[replay.EpisodeId]],
                [.. chapters[replay.EpisodeId]], [.. questions[replay.EpisodeId]], [.. polls[replay.EpisodeId]],
                [.. slides[replay.EpisodeId]])),
        ];
    }

    /// <summary>One query a table, each for many episodes.</summary>
    private static class Sql
    {
        public const string Replays =
            "SELECT episode_id, duration, published_at FROM archive.replay WHERE episode_id = ANY(@episodes) ORDER BY published_at DESC, episode_id;";

        public const string Files =
            """
            SELECT replay.episode_id, profile, bytes, integrated_lufs, true_peak_dbtp
            FROM archive.replay JOIN archive.rendition USING (recording_id) WHERE episode_id = ANY(@episodes) ORDER BY bytes;
            """;

        public const string Chapters =
            "SELECT episode_id, starts_at, title FROM archive.replay_chapter WHERE episode_id = ANY(@episodes) ORDER BY starts_at;";

        public const string Questions =
            """
            SELECT episode_id, question_id, text, author, state, votes, language, asked_at, answering_at, answered_at, answer_at, answer
            FROM archive.replay_question WHERE episode_id = ANY(@episodes) ORDER BY ordinal;
            """;

        public const string Polls =
            """
            SELECT episode_id, poll_id, text, options, tally, opened_at, closed_at, kind, right_option, voters
            FROM archive.replay_poll WHERE episode_id = ANY(@episodes) ORDER BY ordinal;
            """;

        public const string Slides =
            "SELECT episode_id, starts_at, slide::text FROM archive.replay_slide WHERE episode_id = ANY(@episodes) ORDER BY starts_at;";
    }

    private sealed record ReplayRow(EpisodeId EpisodeId, TimeSpan Duration, DateTimeOffset PublishedAt);

    private sealed record FileRow(EpisodeId EpisodeId, string Profile, long Bytes, double IntegratedLufs, double TruePeakDbtp)
    {
        public ReplayFile ToFile()
        {
            var profile = RenditionProfile.Named(Profile);
            return new ReplayFile(
                Profile, $"/media/{EpisodeId}/{profile.File}", profile.MimeType, Bytes, IntegratedLufs, TruePeakDbtp);
        }
    }

    private sealed record ChapterRow(EpisodeId EpisodeId, TimeSpan StartsAt, string Title);

    private sealed record SlideRow(EpisodeId EpisodeId, TimeSpan StartsAt, string? Slide)
    {
        public ReplaySlide ToSlide() =>
            new(StartsAt, Slide is null ? null : JsonSerializer.Deserialize<SlideView>(Slide, JsonSerializerOptions.Web));
    }

    private sealed record QuestionRow(
        EpisodeId EpisodeId, QuestionId QuestionId, string Text, string? Author, string State, int Votes, string? Language,
        DateTimeOffset AskedAt, DateTimeOffset? AnsweringAt, DateTimeOffset? AnsweredAt, TimeSpan? AnswerAt,
        string? Answer)
    {
        public ReplayQuestion ToQuestion() => new(
            new QuestionView(
                QuestionId, Text, Author, Enum.Parse<QuestionState>(State), Votes, Mine: false, Voted: false, Language, AskedAt,
                AnsweringAt, AnsweredAt, Reason: null, Answer: Answer),
            AnswerAt);
    }

    // Properties, not a constructor: Dapper cannot tell one array's type from another's before it reads it.
    private sealed class PollRow
    {
        public EpisodeId EpisodeId { get; init; }
        public PollId PollId { get; init; }
        public string Text { get; init; } = "";
        public string[] Options { get; init; } = [];
        public int[] Tally { get; init; } = [];
        public DateTimeOffset? OpenedAt { get; init; }
        public DateTimeOffset? ClosedAt { get; init; }

        public string Kind { get; init; } = "";
        public int? RightOption { get; init; }
        public int Voters { get; init; }

        public PollView ToPoll() => new(
            PollId, Text, Options, RightOption is null ? PollState.Closed : PollState.Revealed, Tally, Choice: null, OpenedAt, ClosedAt,
            new PollRules(Enum.Parse<PollKind>(Kind), Right: RightOption), Voters);
    }
}

/// <summary>The playable side of a replay.</summary>
/// <param name="Duration">Its length.</param>
/// <param name="PublishedAt">When it became public.</param>
/// <param name="Files">The smallest first.</param>
internal sealed record ReplayFiles(TimeSpan Duration, DateTimeOffset PublishedAt, IReadOnlyList<ReplayFile> Files);
