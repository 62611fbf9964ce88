using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Hosts;

/// <summary>
/// The six digits by which a host is known at the telephone, for one talk. Kept as a keyed hash: there are only a million.
/// </summary>
internal sealed class DeskPins(BroadcastDb db, DataFolder data, TimeProvider time)
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(1);

    private const int Tries = 20;
    private const int Combinations = 1_000_000;

    private readonly HouseKey _key = new(data, "desk-pins");

    /// <summary>Makes new digits for her; those that she had are worth nothing any more.</summary>
    public async Task<string> MakeAsync(TalkId talk, PersonId person, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        for (var tries = 0; tries < Tries; tries++)
        {
            var pin = RandomNumberGenerator.GetInt32(Combinations).ToString("D6", CultureInfo.InvariantCulture);
            var kept = await connection.ExecuteAsync(new CommandDefinition(
                """
                INSERT INTO desk_pin (talk_id, person_id, hash, made_at)
                SELECT @Talk, @Person, @Hash, @Now
                WHERE NOT EXISTS (SELECT FROM desk_pin WHERE talk_id = @Talk AND hash = @Hash)
                ON CONFLICT (talk_id, person_id) DO UPDATE SET hash = EXCLUDED.hash, made_at = EXCLUDED.made_at
                """,
                new { Talk = talk.Value, Person = person.Value, Hash = HashOf(talk, pin), Now = time.GetUtcNow() },
                cancellationToken: ct));
            if (kept > 0)
                return pin; // those of another host of this talk are not given twice
        }
        throw new InvalidOperationException("Twenty draws out of a million gave digits that others have.");
    }

    /// <summary>Whose digits these are; null when they are nobody's.</summary>
    public async Task<PersonId?> FindAsync(TalkId talk, string pin, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var person = await connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(
            "SELECT person_id FROM desk_pin WHERE talk_id = @Talk AND hash = @Hash AND made_at > @Since",
            new { Talk = talk.Value, Hash = HashOf(talk, pin), Since = time.GetUtcNow() - Validity }, cancellationToken: ct));
        return person is { } id ? new PersonId(id) : null;
    }

    /// <summary>She has no digits in this talk any more.</summary>
    public async Task RevokeAsync(TalkId talk, PersonId person, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM desk_pin WHERE talk_id = @Talk AND person_id = @Person",
            new { Talk = talk.Value, Person = person.Value }, cancellationToken: ct));
    }

    private byte[] HashOf(TalkId talk, string pin) => _key.Sign($"{talk} {pin}");
}
