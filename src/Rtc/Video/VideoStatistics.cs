namespace TalksPlatform.Rtc.Video;

/// <summary>How pictures arrive; a snapshot.</summary>
/// <param name="Packets">Packets that arrived.</param>
/// <param name="Lost">Packets that never came, or too late.</param>
/// <param name="Frames">Frames that were whole and could be decoded.</param>
/// <param name="KeyframeRequests">How often a whole picture was asked for.</param>
public readonly record struct VideoStatistics(long Packets, long Lost, long Frames, long KeyframeRequests);
