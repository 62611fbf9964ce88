namespace TalksPlatform.Contracts;

/// <summary>The green room is open: hosts and speakers may come in, the audience waits.</summary>
/// <param name="TalkId">The talk.</param>
/// <param name="At">When.</param>
public sealed record TalkOpened(TalkId TalkId, DateTimeOffset At) : IFact;

/// <summary>The talk is on air.</summary>
/// <param name="TalkId">The talk.</param>
/// <param name="At">When its programme began.</param>
public sealed record TalkWentLive(TalkId TalkId, DateTimeOffset At) : IFact;

/// <summary>The talk is over; its questions and polls can be read by <see cref="ITalkReader"/>.</summary>
/// <param name="TalkId">The talk.</param>
/// <param name="StartedAt">When its programme began; null when it never went on air.</param>
/// <param name="EndedAt">When its programme ended, or its doors closed.</param>
public sealed record TalkEnded(TalkId TalkId, DateTimeOffset? StartedAt, DateTimeOffset EndedAt) : IFact;

/// <summary>What a talk that is over left behind was set right: times of answers, answers in writing, results of polls.</summary>
/// <param name="TalkId">The talk.</param>
public sealed record TalkRecordChanged(TalkId TalkId) : IFact;

/// <summary>The programme recording is closed: all its parts are on disk and their manifest is written.</summary>
/// <param name="TalkId">The talk.</param>
/// <param name="RecordingId">The recording.</param>
/// <param name="Folder">Where its parts and manifest.json lie, relative to the data folder.</param>
public sealed record RecordingClosed(TalkId TalkId, RecordingId RecordingId, string Folder) : IFact;
