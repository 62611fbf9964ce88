using Dapper;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Scheduler.Calendar;

namespace TalksPlatform.Scheduler.Series;

/// <summary>The series as rows.</summary>
internal static class SeriesTable
{
    /// <summary>All columns of a <see cref="SeriesCard"/>, of the table or alias named series.</summary>
    public const string Columns =
        """
        series.id, series.slug, series.title, series.description, series.language, series.zone, series.author,
        series.email, series.category, series.frequency, series.phone, series.rules
        """;

    /// <summary>Adds the series under the first free variant of its slug, and returns it as it was added.</summary>
    public static async Task<SeriesCard> AddSeriesAsync(this UnitOfWork work, SeriesCard series, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var slug in Slug.Variants(series.Slug))
        {
            var candidate = series with { Slug = slug };
            var added = await work.Connection.ExecuteAsync(new(
                """
                INSERT INTO series (id, slug, title, description, language, zone, author, email, category, frequency, phone, rules, created_at)
                VALUES (@Id, @Slug, @Title, @Description, @Language, @Zone, @Author, @Email, @Category, @Frequency, @Phone, @Rules, @now)
                ON CONFLICT (slug) DO NOTHING
                """,
                new
                {
                    candidate.Id,
                    candidate.Slug,
                    candidate.Title,
                    candidate.Description,
                    candidate.Language,
                    candidate.Zone,
                    candidate.Author,
                    candidate.Email,
                    candidate.Category,
                    candidate.Frequency,
                    candidate.Phone,
                    candidate.Rules,
                    now,
                },
                work.Transaction, cancellationToken: ct));
            if (added == 1)
                return candidate;
        }
        throw new InvalidOperationException($"No variant of the slug {series.Slug} is free.");
    }

    /// <summary>Writes a series' rules. False when there is no such series.</summary>
    public static async Task<bool> UpdateRulesAsync(this UnitOfWork work, SeriesId id, RoomRules rules, CancellationToken ct) =>
        await work.Connection.ExecuteAsync(new(
            "UPDATE series SET rules = @rules WHERE id = @id", new { id, rules }, work.Transaction, cancellationToken: ct)) == 1;

    public static async Task<SeriesCard?> FindSeriesAsync(this SchedulerDb db, SeriesId id, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<SeriesCard>(
            new($"SELECT {Columns} FROM series WHERE id = @id", new { id }, cancellationToken: ct));
    }

    public static async Task<SeriesCard?> FindSeriesAsync(this SchedulerDb db, string slug, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<SeriesCard>(
            new($"SELECT {Columns} FROM series WHERE slug = @slug", new { slug }, cancellationToken: ct));
    }

    public static async Task<IReadOnlyList<SeriesCard>> AllSeriesAsync(this SchedulerDb db, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return (await connection.QueryAsync<SeriesCard>(new($"SELECT {Columns} FROM series ORDER BY title, id", cancellationToken: ct))).AsList();
    }
}
