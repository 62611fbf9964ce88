using System.Text.Json;
using Dapper;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>A poll that a host keeps to begin others with.</summary>
internal sealed record PollTemplate(Guid Id, string Text, IReadOnlyList<string> Options, PollRules Rules);

/// <summary>Each host's templates in PostgreSQL, for all of her talks.</summary>
internal sealed class PollTemplates(BroadcastDb db)
{
    public async Task<IReadOnlyList<PollTemplate>> OfAsync(PersonId host, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        var rows = await connection.QueryAsync<Row>(new(
            "SELECT template_id, text, options, rules FROM poll_template WHERE person_id = @Person ORDER BY kept_at, template_id",
            new { Person = host.Value }, cancellationToken: ct));
        return [.. rows.Select(row => new PollTemplate(
            row.TemplateId, row.Text, row.Options, JsonSerializer.Deserialize<PollRules>(row.Rules, BroadcastJson.Options)!))];
    }

    /// <exception cref="FaultException">She keeps as many as there is room for: poll.too-many-templates.</exception>
    public async Task<PollTemplate> KeepAsync(PersonId host, BallotPaper paper, CancellationToken ct)
    {
        var template = new PollTemplate(Guid.CreateVersion7(), paper.Text, paper.Options, paper.Rules);
        await using var connection = await db.OpenAsync(ct);
        var kept = await connection.ExecuteAsync(new(
            """
            INSERT INTO poll_template (template_id, person_id, text, options, rules)
            SELECT @Id, @Person, @Text, @Options, @Rules::jsonb
            WHERE (SELECT count(*) FROM poll_template WHERE person_id = @Person) < @Most
            """,
            new
            {
                template.Id,
                Person = host.Value,
                template.Text,
                Options = template.Options.ToArray(),
                Rules = JsonSerializer.Serialize(template.Rules, BroadcastJson.Options),
                Most = PollLimits.Templates,
            },
            cancellationToken: ct));
        return kept > 0 ? template : throw PollFaults.TooManyTemplates.AsException();
    }

    /// <summary>Nobody deletes another's, and twice is as good as once.</summary>
    public async Task ForgetAsync(PersonId host, Guid template, CancellationToken ct)
    {
        await using var connection = await db.OpenAsync(ct);
        await connection.ExecuteAsync(new(
            "DELETE FROM poll_template WHERE template_id = @template AND person_id = @Person",
            new { template, Person = host.Value }, cancellationToken: ct));
    }

    // Properties, not a constructor: Dapper cannot tell one array's type from another's before it reads it.
    private sealed class Row
    {
        public Guid TemplateId { get; init; }
        public string Text { get; init; } = "";
        public string[] Options { get; init; } = [];
        public string Rules { get; init; } = "";
    }
}
