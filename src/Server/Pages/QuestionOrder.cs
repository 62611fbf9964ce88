using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Pages;

/// <summary>Questions as pages show them.</summary>
internal static class QuestionOrder
{
    /// <summary>Only its author sees it here.</summary>
    public static bool IsHersAlone(QuestionView question) => question.Mine && !IsForAll(question);

    /// <summary>Everybody sees it.</summary>
    public static bool IsForAll(QuestionView question) =>
        question.State is not (QuestionState.Asked or QuestionState.Declined or QuestionState.Merged);

    /// <summary>Pinned ones first, then by votes, then by age.</summary>
    public static IEnumerable<QuestionView> ByWish(this IEnumerable<QuestionView> questions) => questions
        .OrderByDescending(question => question.Pinned)
        .ThenByDescending(question => question.Votes)
        .ThenBy(question => question.AskedAt);
}
