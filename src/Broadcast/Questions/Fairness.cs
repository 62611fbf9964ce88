using TalksPlatform.Broadcast.Registration;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>
/// Whom the moderator might overlook: a language or a province with questions that wait while the last answers all went to others.
/// Only what people told of themselves is looked at; nothing is guessed.
/// </summary>
internal static class Fairness
{
    /// <summary>So many answers in a row to others are a hint.</summary>
    private const int AnswersToOthers = 5;

    /// <summary>With fewer answers in all there is no pattern to speak of.</summary>
    private const int FewestAnswers = 3;

    /// <summary>The groups that wait, languages first, in each those with most questions first.</summary>
    /// <param name="all">All questions of the talk.</param>
    /// <param name="provinceOf">Where somebody said she is from; null when nobody knows.</param>
    public static IReadOnlyList<WaitingGroup> Waiting(IReadOnlyCollection<Question> all, Func<PersonId, string?>? provinceOf = null)
    {
        var latest = all
            .Where(question => question.State is QuestionState.Answered or QuestionState.Answering)
            .OrderByDescending(question => question.AnsweringAt ?? question.AnsweredAt)
            .Take(AnswersToOthers)
            .ToList();
        if (latest.Count < FewestAnswers)
            return [];

        var waiting = all.Where(question => question.State is QuestionState.Asked or QuestionState.Approved).ToList();
        return
        [
            .. Overlooked(waiting, latest, LanguageOf).Select(group => new WaitingGroup(group.Key, null, group.Count())),

            // What people told of themselves is told of no group that is smaller than in any report.
            .. Overlooked(waiting, latest, question => provinceOf?.Invoke(question.By))
                .Where(group => group.DistinctBy(question => question.By).Count() >= SmallCells.Least)
                .Select(group => new WaitingGroup(null, Provinces.Find(group.Key)?.English ?? group.Key, group.Count())),
        ];
    }

    private static IEnumerable<IGrouping<string, Question>> Overlooked(
        List<Question> waiting, List<Question> latest, Func<Question, string?> groupOf)
    {
        var answered = latest.Select(groupOf).ToHashSet(StringComparer.Ordinal);
        return waiting.Where(question => groupOf(question) is { } group && !answered.Contains(group))
            .GroupBy(question => groupOf(question)!, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal);
    }

    /// <summary>"lo" of "lo-LA".</summary>
    private static string? LanguageOf(Question question) => question.Language?.Split('-')[0].ToLowerInvariant();
}
