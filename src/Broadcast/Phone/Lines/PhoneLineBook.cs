using Dapper;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Phone.Lines;

/// <summary>The lines of all series, in PostgreSQL, and what was spent on calling back.</summary>
internal sealed class PhoneLineBook(BroadcastDb db)
{
    private const string Columns = """
        series_id AS series, numbers, languages, calls_back AS callsback, prefixes, calls_a_day AS callsaday, minutes_a_day AS minutesaday
        """;

    /// <summary>The line of a series; a plain one when nothing was said of it.</summary>
    public async Task<PhoneLine> OfAsync(SeriesId series, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(
            $"SELECT {Columns} FROM phone_line WHERE series_id = @Series", new { Series = series.Value }, cancellationToken: ct));
        return row?.Line ?? PhoneLine.Plain(series);
    }

    /// <summary>The line that has this number; null when none has.</summary>
    public async Task<PhoneLine?> FindAsync(string number, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var row = await connection.QueryFirstOrDefaultAsync<Row>(new CommandDefinition(
            $"SELECT {Columns} FROM phone_line WHERE @Number = ANY(numbers) ORDER BY series_id",
            new { Number = PhoneLine.Plain(number) }, cancellationToken: ct));
        return row?.Line;
    }

    /// <summary>Keeps a line; false when another series has one of its numbers.</summary>
    public async Task<bool> TryPutAsync(PhoneLine line, CancellationToken ct)
    {
        string[] numbers = [.. line.Numbers.Select(PhoneLine.Plain).Distinct(StringComparer.Ordinal)];
        await using var work = await db.BeginAsync(ct);
        await work.Connection.ExecuteAsync(new CommandDefinition(
            "SELECT pg_advisory_xact_lock(hashtextextended('phone line', 0))", transaction: work.Transaction, cancellationToken: ct)); // two series at once
        var taken = await work.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT EXISTS (SELECT FROM phone_line WHERE numbers && @Numbers AND series_id <> @Series)",
            new { Numbers = numbers, Series = line.Series.Value }, work.Transaction, cancellationToken: ct));
        if (taken)
            return false;
        await work.Connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO phone_line (series_id, numbers, languages, calls_back, prefixes, calls_a_day, minutes_a_day)
            VALUES (@Series, @Numbers, @Languages, @CallsBack, @Prefixes, @CallsADay, @MinutesADay)
            ON CONFLICT (series_id) DO UPDATE SET
                numbers = excluded.numbers, languages = excluded.languages, calls_back = excluded.calls_back,
                prefixes = excluded.prefixes, calls_a_day = excluded.calls_a_day, minutes_a_day = excluded.minutes_a_day
            """,
            new
            {
                Series = line.Series.Value,
                Numbers = numbers,
                Languages = line.Languages.ToArray(),
                line.CallsBack,
                Prefixes = line.Prefixes.Select(PhoneLine.Plain).ToArray(),
                line.CallsADay,
                line.MinutesADay,
            },
            work.Transaction, cancellationToken: ct));
        await work.CommitAsync(ct);
        return true;
    }

    /// <summary>What was spent on a day.</summary>
    public async Task<(int Calls, int Seconds)> SpentAsync(SeriesId series, DateOnly day, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<(int, int)>(new CommandDefinition(
            "SELECT calls, seconds FROM callback_day WHERE series_id = @Series AND day = @Day::date",
            new { Series = series.Value, Day = Text(day) }, cancellationToken: ct));
    }

    /// <summary>Takes calls and seconds out of a day's budget, before they are spent; false when it has not so much. Over all servers.</summary>
    public async Task<bool> TrySpendAsync(PhoneLine line, DateOnly day, int calls, int seconds, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO callback_day AS spent (series_id, day, calls, seconds)
            SELECT @Series, @Day::date, @Calls, @Seconds WHERE @Calls <= @MostCalls AND @Seconds <= @MostSeconds
            ON CONFLICT (series_id, day) DO UPDATE SET calls = spent.calls + @Calls, seconds = spent.seconds + @Seconds
            WHERE spent.calls + @Calls <= @MostCalls AND spent.seconds + @Seconds <= @MostSeconds
            """,
            new
            {
                Series = line.Series.Value,
                Day = Text(day),
                Calls = calls,
                Seconds = seconds,
                MostCalls = line.CallsADay,
                MostSeconds = line.MinutesADay * 60,
            },
            cancellationToken: ct)) > 0;
    }

    private static string Text(DateOnly day) => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Row(Guid Series, string[] Numbers, string[] Languages, bool CallsBack, string[] Prefixes, int CallsADay, int MinutesADay)
    {
        public PhoneLine Line => new(new SeriesId(Series), Numbers, Languages, CallsBack, Prefixes, CallsADay, MinutesADay);
    }
}
