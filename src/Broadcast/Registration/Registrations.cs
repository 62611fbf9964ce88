using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Npgsql;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Registration;

/// <summary>What attendees told of themselves. Thread-safe.</summary>
internal sealed class Registrations(BroadcastDb db, TimeProvider time, ILogger<Registrations> logger) : IRegistrationReader
{
    private static readonly TimeSpan LooksAgainAfter = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<TalkId, Known> _provinces = new();

    public async Task<RegistrationAnswers?> FindAsync(TalkId talk, SeriesCard series, PersonId person, CancellationToken ct) =>
        await db.CarryOverAsync(talk, series, person, time.GetUtcNow(), ct) is { } told && told.Only(series.Rules.Asks) is { IsEmpty: false } asked
            ? asked
            : null;

    /// <summary>Keeps her answers in place of those of before; none at all deletes them for this talk and every other.</summary>
    /// <exception cref="FaultException">talk.over: an answer that came after the report would show whose it is.</exception>
    public async Task SaveAsync(TalkId talk, SeriesId series, PersonId person, RegistrationAnswers answers, CancellationToken ct)
    {
        if (answers.IsEmpty)
            await db.ForgetAsync(person, ct);
        else if (!await db.TryKeepAsync(talk, series, person, answers, time.GetUtcNow(), ct))
            throw TalkFaults.Over.AsException();
    }

    public Task ForgetAsync(PersonId person, CancellationToken ct) => db.ForgetAsync(person, ct);

    /// <summary>
    /// Where somebody's business is, as she said for this talk; null when she did not, or not long ago: it never waits, and
    /// looks again by itself every quarter of a minute.
    /// </summary>
    public string? ProvinceOf(TalkId talk, PersonId person)
    {
        var known = _provinces.GetOrAdd(talk, _ => new Known());
        if (time.GetUtcNow() - known.At > LooksAgainAfter && Interlocked.Exchange(ref known.Looking, 1) == 0)
            _ = LookAsync(talk, known);
        return known.Provinces.GetValueOrDefault(person);
    }

    /// <summary>Nobody asks for this talk's any more.</summary>
    public void LetGo(TalkId talk) => _provinces.TryRemove(talk, out _);

    private async Task LookAsync(TalkId talk, Known known)
    {
        try
        {
            known.Provinces = (await db.AnswersAsync(talk, CancellationToken.None))
                .Where(row => row.Answers.Province is not null)
                .ToFrozenDictionary(row => row.Person, row => row.Answers.Province!);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            logger.LogDebug(failure, "Provinces are looked up later");
        }
        finally
        {
            known.At = time.GetUtcNow();
            Volatile.Write(ref known.Looking, 0);
        }
    }

    private sealed class Known
    {
        public int Looking;

        public DateTimeOffset At { get; set; }

        public FrozenDictionary<PersonId, string> Provinces { get; set; } = FrozenDictionary<PersonId, string>.Empty;
    }
}
