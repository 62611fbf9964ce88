namespace TalksPlatform.Contracts;

/// <summary>A rendition of a recording can be played.</summary>
/// <param name="EpisodeId">The episode.</param>
/// <param name="Profile">Which rendition, e.g. mp3-96.</param>
public sealed record RenditionReady(EpisodeId EpisodeId, string Profile) : IFact;

/// <summary>The replay of an episode is public: all its renditions, chapters and questions are there.</summary>
/// <param name="EpisodeId">The episode.</param>
/// <param name="Duration">Length of the replay.</param>
public sealed record ReplayPublished(EpisodeId EpisodeId, TimeSpan Duration) : IFact;

/// <summary>The replay could not be made; somebody has to look at the failed job.</summary>
/// <param name="EpisodeId">The episode.</param>
/// <param name="Reason">The fault's code and text.</param>
public sealed record ReplayFailed(EpisodeId EpisodeId, string Reason) : IFact;
