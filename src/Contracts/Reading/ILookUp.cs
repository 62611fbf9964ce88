namespace TalksPlatform.Contracts;

/// <summary>The calendar, for those who look for something in it.</summary>
public interface ICalendarLookUp
{
    /// <summary>Episodes that begin in this stretch, the cancelled ones too, soonest first.</summary>
    Task<IReadOnlyList<EpisodeCard>> BetweenAsync(DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken ct);

    /// <summary>Episodes in whose title, series, speakers or description all of these words stand; the latest first.</summary>
    Task<IReadOnlyList<EpisodeCard>> SearchAsync(IReadOnlyList<string> words, int limit, CancellationToken ct);
}

/// <summary>The archive, for those who look for an answer.</summary>
public interface IAnswerLookUp
{
    /// <summary>Questions of replays in which, or in whose written answer, all of these words stand; those with an answer first.</summary>
    Task<IReadOnlyList<FoundQuestion>> SearchAsync(IReadOnlyList<string> words, int limit, CancellationToken ct);
}

/// <summary>A question of a replay.</summary>
/// <param name="EpisodeId">Whose replay.</param>
/// <param name="Text">The question.</param>
/// <param name="Language">BCP 47 tag, or null.</param>
/// <param name="Votes">People who wanted it answered.</param>
/// <param name="Answer">The answer in writing, or null.</param>
/// <param name="AnswerAt">Where its answer begins in the replay; null when it was not answered on air.</param>
public sealed record FoundQuestion(EpisodeId EpisodeId, string Text, string? Language, int Votes, string? Answer, TimeSpan? AnswerAt);

/// <summary>The files to take home, for those who look for one.</summary>
public interface IHandoutLookUp
{
    /// <summary>Files in whose name all of these words stand; the latest first.</summary>
    Task<IReadOnlyList<FoundHandout>> SearchAsync(IReadOnlyList<string> words, int limit, CancellationToken ct);
}

/// <summary>A file to take home.</summary>
/// <param name="TalkId">Whose file.</param>
/// <param name="File">The file.</param>
public sealed record FoundHandout(TalkId TalkId, HandoutView File);

/// <summary>What the live side keeps of one person, for her alone.</summary>
public interface IOwnReader
{
    /// <summary>The questions that she asked, as only she sees them, the latest talks first.</summary>
    Task<IReadOnlyList<OwnQuestions>> QuestionsAsync(PersonId person, int most, CancellationToken ct);

    /// <summary>What she told of herself, the latest first.</summary>
    Task<IReadOnlyList<OwnRegistration>> RegistrationsAsync(PersonId person, int limit, CancellationToken ct);
}

/// <summary>Somebody's questions in one talk.</summary>
/// <param name="TalkId">The talk.</param>
/// <param name="Questions">In the order in which she asked them.</param>
public sealed record OwnQuestions(TalkId TalkId, IReadOnlyList<QuestionView> Questions);

/// <summary>What somebody told of herself for one talk.</summary>
/// <param name="TalkId">The talk.</param>
/// <param name="Answers">What she told.</param>
public sealed record OwnRegistration(TalkId TalkId, RegistrationAnswers Answers);
