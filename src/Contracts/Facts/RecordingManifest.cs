namespace TalksPlatform.Contracts;

/// <summary>
/// The table of contents of a recording, manifest.json in its folder: what Broadcast wrote and Archive produces from.
/// It is replaced by rename, so a reader sees the old one or the new one.
/// </summary>
/// <param name="RecordingId">The recording.</param>
/// <param name="TalkId">The talk that was recorded.</param>
/// <param name="SampleRate">Samples a second, 48000.</param>
/// <param name="Channels">1.</param>
/// <param name="Parts">In order of time. A new part begins whenever the recorder starts again.</param>
/// <param name="Closed">No part will be added.</param>
public sealed record RecordingManifest(
    RecordingId RecordingId,
    TalkId TalkId,
    int SampleRate,
    int Channels,
    IReadOnlyList<RecordingPart> Parts,
    bool Closed)
{
    /// <summary>The manifest's file name.</summary>
    public const string FileName = "manifest.json";
}

/// <summary>One file of a recording.</summary>
/// <param name="File">File name inside the recording's folder, e.g. part-0001.wav.</param>
/// <param name="StartedAt">Wall clock of its first sample.</param>
/// <param name="Samples">Samples a channel in it.</param>
/// <param name="Sha256">Lower-case hex of the whole file, once it is closed; null for a part that a crash left behind.</param>
/// <param name="DroppedFrames">Frames of 20 ms that were lost inside the part (0 unless the disk stood still for minutes).</param>
public sealed record RecordingPart(string File, DateTimeOffset StartedAt, long Samples, string? Sha256, long DroppedFrames);
