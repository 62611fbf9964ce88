namespace TalksPlatform.Contracts;

/// <summary>The archive, for reading.</summary>
public interface IReplayReader
{
    /// <summary>The replay of an episode, or null while there is none.</summary>
    Task<ReplayView?> FindAsync(EpisodeId episode, CancellationToken ct);

    /// <summary>The latest published replays.</summary>
    Task<IReadOnlyList<ReplayView>> LatestAsync(int limit, CancellationToken ct);

    /// <summary>What each contributor of an episode gave, for the hosts of its series alone; none while there is no master.</summary>
    Task<IReadOnlyList<ReplayTrack>> TracksAsync(EpisodeId episode, CancellationToken ct);
}

/// <summary>A contributor's track.</summary>
/// <param name="Name">As she was called on air.</param>
/// <param name="Url">Where it is: FLAC as long as the programme.</param>
/// <param name="Bytes">Its size.</param>
public sealed record ReplayTrack(string Name, string Url, long Bytes);

/// <summary>A published replay.</summary>
/// <param name="EpisodeId">The episode.</param>
/// <param name="Duration">Its length.</param>
/// <param name="PublishedAt">When it became public.</param>
/// <param name="Files">Its renditions, the smallest first.</param>
/// <param name="Chapters">By start.</param>
/// <param name="Questions">Those that were answered first, with their places in the replay.</param>
/// <param name="Polls">With their results.</param>
/// <param name="Slides">What was shown from when on, by place.</param>
public sealed record ReplayView(
    EpisodeId EpisodeId,
    TimeSpan Duration,
    DateTimeOffset PublishedAt,
    IReadOnlyList<ReplayFile> Files,
    IReadOnlyList<ReplayChapter> Chapters,
    IReadOnlyList<ReplayQuestion> Questions,
    IReadOnlyList<PollView> Polls,
    IReadOnlyList<ReplaySlide>? Slides = null);

/// <summary>A file that can be played or downloaded.</summary>
/// <param name="Profile">Which rendition, e.g. mp3-96.</param>
/// <param name="Url">Path from the site's root, with a real file extension.</param>
/// <param name="MimeType">E.g. audio/mpeg.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="LoudnessLufs">Integrated loudness as measured on the encoded file.</param>
/// <param name="TruePeakDbtp">True peak as measured on the encoded file.</param>
public sealed record ReplayFile(
    string Profile, string Url, string MimeType, long Bytes, double LoudnessLufs, double TruePeakDbtp);

/// <summary>A place in the replay.</summary>
/// <param name="StartsAt">From the replay's start.</param>
/// <param name="Title">Plain text.</param>
public sealed record ReplayChapter(TimeSpan StartsAt, string Title);

/// <summary>A change of slides in the replay.</summary>
/// <param name="StartsAt">From the replay's start.</param>
/// <param name="Slide">What was shown from then on; null for no slide.</param>
public sealed record ReplaySlide(TimeSpan StartsAt, SlideView? Slide);

/// <summary>A question in the replay.</summary>
/// <param name="Question">As everybody may see it.</param>
/// <param name="AnswerAt">Where its answer begins in the replay; null when it was not answered on air.</param>
public sealed record ReplayQuestion(QuestionView Question, TimeSpan? AnswerAt);
