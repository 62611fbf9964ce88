using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>
/// Whom the moderator might overlook: a language with questions that wait while the last answers all went to others.
/// Only what people told of themselves is looked at; nothing is guessed.
/// </summary>
internal static class Fairness
{
    /// <summary>So many answers in a row to others are a hint.</summary>
    private const int AnswersToOthers = 5;

    /// <summary>With fewer answers in all there is no pattern to speak of.</summary>
    private const int FewestAnswers = 3;

    /// <summary>The groups that wait, those with most questions first.</summary>
    public static IReadOnlyList<WaitingGroup> Waiting(IReadOnlyCollection<Question> all)
    {
        var latest = all
            .Where(question => question.State is QuestionState.Answered or QuestionState.Answering)
            .OrderByDescending(question => question.AnsweringAt ?? question.AnsweredAt)
            .Take(AnswersToOthers)
            .ToList();
        if (latest.Count < FewestAnswers)
            return [];

        var waiting = all.Where(question => question.State is QuestionState.Asked or QuestionState.Approved).ToList();
        return [.. Overlooked(waiting, latest, LanguageOf).Select(group => new WaitingGroup(group.Key, null, group.Value))];
    }

    private static IEnumerable<KeyValuePair<string, int>> Overlooked(
        List<Question> waiting, List<Question> latest, Func<Question, string?> groupOf)
    {
        var answered = latest.Select(groupOf).ToHashSet(StringComparer.Ordinal);
        return waiting.Select(groupOf).OfType<string>()
            .Where(group => !answered.Contains(group))
            .CountBy(group => group, StringComparer.Ordinal)
            .OrderByDescending(group => group.Value)
            .ThenBy(group => group.Key, StringComparer.Ordinal);
    }

    /// <summary>"lo" of "lo-LA".</summary>
    private static string? LanguageOf(Question question) => question.Language?.Split('-')[0].ToLowerInvariant();
}
