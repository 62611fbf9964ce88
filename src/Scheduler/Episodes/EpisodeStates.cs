using TalksPlatform.Contracts;

namespace TalksPlatform.Scheduler.Episodes;

/// <summary>The states as words in SQL and in the API, and which come before which.</summary>
internal static class EpisodeStates
{
    private static readonly EpisodeState[] Life =
        [EpisodeState.Scheduled, EpisodeState.Open, EpisodeState.Live, EpisodeState.Ended, EpisodeState.Published];

    public static string Word(EpisodeState state) => state.ToString().ToLowerInvariant();

    public static EpisodeState Named(string word) => Enum.Parse<EpisodeState>(word, ignoreCase: true);

    /// <summary>The words of the states that an episode may be in when it reaches this one. Nothing leads out of Cancelled.</summary>
    public static string[] Before(EpisodeState state) => [.. Life.TakeWhile(earlier => earlier != state).Select(Word)];
}
