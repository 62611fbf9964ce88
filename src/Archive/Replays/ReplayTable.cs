using System.Text.Json;
using Dapper;
using Npgsql;
using TalksPlatform.Archive.Recordings;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Archive.Replays;

/// <summary>Writes replays to PostgreSQL; <see cref="ReplayReader"/> reads them.</summary>
internal static class ReplayTable
{
    /// <summary>Makes a replay public; false when it was so already.</summary>
    public static async Task<bool> TryAddReplayAsync(
        this UnitOfWork work, Recording recording, ReplayIndex index, DateTimeOffset publishedAt, CancellationToken ct)
    {
        var added = await work.Connection.ExecuteAsync(new(
            """
            INSERT INTO archive.replay (episode_id, recording_id, duration, peak_people, published_at)
            VALUES (@EpisodeId, @Id, @Duration, @PeakPeople, @publishedAt)
            ON CONFLICT (episode_id) DO NOTHING
            """,
            new { recording.EpisodeId, recording.Id, recording.Duration, index.PeakPeople, publishedAt },
            work.Transaction,
            cancellationToken: ct));
        if (added == 0)
            return false;

        await AddChaptersAsync(work, recording.EpisodeId, index.Chapters, ct);
        await AddQuestionsAsync(work, recording.EpisodeId, index.Questions, ct);
        await AddPollsAsync(work, recording.EpisodeId, index.Polls, ct);
        await AddSlidesAsync(work, recording.EpisodeId, index.Slides, ct);
        return true;
    }

    /// <summary>Sets a replay's chapters, questions and polls right; does nothing while there is no replay.</summary>
    public static async Task SetIndexAsync(this UnitOfWork work, EpisodeId episode, ReplayIndex index, CancellationToken ct)
    {
        var held = await work.Connection.QueryAsync<int>(new(
            "SELECT 1 FROM archive.replay WHERE episode_id = @episode FOR UPDATE", new { episode }, work.Transaction, cancellationToken: ct));
        if (!held.Any())
            return;

        await work.Connection.ExecuteAsync(new(
            """
            DELETE FROM archive.replay_chapter WHERE episode_id = @episode;
            DELETE FROM archive.replay_question WHERE episode_id = @episode;
            DELETE FROM archive.replay_poll WHERE episode_id = @episode
            """,
            new { episode },
            work.Transaction,
            cancellationToken: ct));
        await AddChaptersAsync(work, episode, index.Chapters, ct);
        await AddQuestionsAsync(work, episode, index.Questions, ct);
        await AddPollsAsync(work, episode, index.Polls, ct);
    }

    private static Task<int> AddChaptersAsync(
        UnitOfWork work, EpisodeId episode, IReadOnlyList<ReplayChapter> chapters, CancellationToken ct) =>
        work.Connection.ExecuteAsync(new(
            "INSERT INTO archive.replay_chapter (episode_id, starts_at, title) VALUES (@episode, @StartsAt, @Title)",
            chapters.Select(chapter => new { episode, chapter.StartsAt, chapter.Title }),
            work.Transaction,
            cancellationToken: ct));

    private static Task<int> AddSlidesAsync(
        UnitOfWork work, EpisodeId episode, IReadOnlyList<ReplaySlide> slides, CancellationToken ct) =>
        work.Connection.ExecuteAsync(new(
            "INSERT INTO archive.replay_slide (episode_id, starts_at, slide) VALUES (@episode, @StartsAt, @Slide::jsonb)",
            slides.Select(slide => new
            {
                episode,
                slide.StartsAt,
                Slide = slide.Slide is null ? null : JsonSerializer.Serialize(slide.Slide, JsonSerializerOptions.Web),
            }),
            work.Transaction,
            cancellationToken: ct));

    private static Task<int> AddQuestionsAsync(
        UnitOfWork work, EpisodeId episode, IReadOnlyList<ReplayQuestion> questions, CancellationToken ct) =>
        work.Connection.ExecuteAsync(new(
            """
            INSERT INTO archive.replay_question (episode_id, question_id, ordinal, text, author, state, votes, language,
                asked_at, answering_at, answered_at, answer_at, answer)
            VALUES (@episode, @Id, @Ordinal, @Text, @Author, @State, @Votes, @Language,
                @AskedAt, @AnsweringAt, @AnsweredAt, @AnswerAt, @Answer)
            """,
            questions.Select((question, ordinal) => new
            {
                episode,
                question.Question.Id,
                Ordinal = ordinal,
                question.Question.Text,
                question.Question.Author,
                State = question.Question.State.ToString(),
                question.Question.Votes,
                question.Question.Language,
                question.Question.AskedAt,
                question.Question.AnsweringAt,
                question.Question.AnsweredAt,
                question.AnswerAt,
                question.Question.Answer,
            }),
            work.Transaction,
            cancellationToken: ct));

    private static async Task AddPollsAsync(
        UnitOfWork work, EpisodeId episode, IReadOnlyList<PollView> polls, CancellationToken ct)
    {
        foreach (var (ordinal, poll) in polls.Index())
        {
            await using var insert = new NpgsqlCommand(
                """
                INSERT INTO archive.replay_poll (episode_id, poll_id, ordinal, text, options, tally, opened_at, closed_at,
                    kind, right_option, voters)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                """,
                work.Connection,
                work.Transaction)
            {
                Parameters =
                {
                    new() { Value = episode.Value },
                    new() { Value = poll.Id.Value },
                    new() { Value = ordinal },
                    new() { Value = poll.Text },
                    new() { Value = poll.Options.ToArray() },
                    new() { Value = poll.Tally?.ToArray() ?? new int[poll.Options.Count] },
                    new() { Value = (object?)poll.OpenedAt?.ToUniversalTime() ?? DBNull.Value },
                    new() { Value = (object?)poll.ClosedAt?.ToUniversalTime() ?? DBNull.Value },
                    new() { Value = poll.Rules.Kind.ToString() },
                    new() { Value = (object?)poll.Rules.Right ?? DBNull.Value },
                    new() { Value = poll.Voters },
                },
            };
            await insert.ExecuteNonQueryAsync(ct);
        }
    }
}
