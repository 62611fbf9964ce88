using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Registration;

/// <summary>Who was reached by a talk, as far as they said, by counts that give nobody away.</summary>
/// <param name="TalkId">The talk.</param>
/// <param name="Title">Its title.</param>
/// <param name="StartsAt">Its planned start, at the station's own hour.</param>
/// <param name="People">Who told anything; null when those are fewer than five.</param>
/// <param name="Rounded">All numbers are rounded down to fives, because some small ones are withheld.</param>
/// <param name="Fields">What was asked, with the answers that may be told.</param>
internal sealed record RegistrationReport(
    TalkId TalkId, string Title, DateTimeOffset StartsAt, int? People, bool Rounded, IReadOnlyList<RegistrationReport.Field> Fields)
{
    /// <summary>Her own words, counted together.</summary>
    public const string Other = "other";

    /// <summary>She told something, but not this.</summary>
    public const string NotSaid = "notSaid";

    /// <param name="Name">What was asked.</param>
    /// <param name="Answers">By size.</param>
    public sealed record Field(RegistrationField Name, IReadOnlyList<Answer> Answers);

    /// <param name="Value">A code that was offered, <see cref="Other"/> or <see cref="NotSaid"/>.</param>
    /// <param name="People">How many.</param>
    public sealed record Answer(string Value, int People);

    /// <summary>What may be told of who was reached.</summary>
    /// <param name="talk">The talk.</param>
    /// <param name="card">As the calendar told of it last.</param>
    /// <param name="all">What was told of people themselves, also what the series asks no more.</param>
    public static RegistrationReport Of(TalkId talk, TalkCard card, IEnumerable<RegistrationAnswers> all)
    {
        var (title, startsAt) = (card.Title, card.LocalStart);
        List<RegistrationAnswers> told = [.. all.Select(answers => answers.Only(card.Rules.Asks)).Where(answers => !answers.IsEmpty)];
        if (told.Count < SmallCells.Least)
            return new RegistrationReport(talk, title, startsAt, People: null, Rounded: told.Count > 0, []);

        var fields = Enum.GetValues<RegistrationField>()
            .Where(field => told.Any(answers => answers.To(field) is not null))
            .Select(field => (Name: field, Counts: told.CountBy(answers => ValueOf(field, answers)).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList()))
            .ToList();
        var rounded = fields.Any(field => SmallCells.AreIn([.. field.Counts.Select(pair => pair.Value)]));
        return new RegistrationReport(
            talk, title, startsAt, rounded ? SmallCells.Round(told.Count) : told.Count, rounded,
            [.. fields.Select(field => new Field(field.Name, Published(field.Counts, rounded)))]);
    }

    private static IReadOnlyList<Answer> Published(List<KeyValuePair<string, int>> counts, bool rounded)
    {
        var shown = SmallCells.Publish([.. counts.Select(pair => pair.Value)], rounded);
        return
        [
            .. counts.Zip(shown, (pair, people) => (pair.Key, people))
                .Where(cell => cell.people is not null)
                .Select(cell => new Answer(cell.Key, cell.people!.Value))
                .OrderByDescending(answer => answer.People).ThenBy(answer => answer.Value, StringComparer.Ordinal),
        ];
    }

    private static string ValueOf(RegistrationField field, RegistrationAnswers answers) => answers.To(field) switch
    {
        null => NotSaid,
        { } answer when RegistrationAnswers.IsOffered(field, answer) => answer,
        _ => Other,
    };
}
