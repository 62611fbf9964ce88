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

    /// <summary>What each contributor gave, without the others; none in recordings of before there were tracks.</summary>
    public IReadOnlyList<RecordingTrack> Tracks { get; init; } = [];
}

/// <summary>
/// What one contributor gave to the programme. It has parts for the times at which there was something to hear; each part
/// says where in the programme it belongs.
/// </summary>
/// <param name="Id">The contribution: it stays the same when she comes back.</param>
/// <param name="Name">As she was called on air when she was first heard.</param>
/// <param name="Index">The file that tells of each part while the recording is open, a line a part, e.g. track-01.jsonl.</param>
/// <param name="Parts">In order of time.</param>
public sealed record RecordingTrack(string Id, string Name, string Index, IReadOnlyList<RecordingPart> Parts);

/// <summary>One file of a recording.</summary>
/// <param name="File">File name inside the recording's folder, e.g. part-0001.flac; recordings of earlier versions have WAV files.</param>
/// <param name="StartedAt">Wall clock of its first sample.</param>
/// <param name="Samples">Samples a channel in it.</param>
/// <param name="Sha256">Lower-case hex of the whole file, once it is closed; null for a part that a crash left behind.</param>
/// <param name="DroppedFrames">Frames of 20 ms that were lost inside the part (0 unless the disk stood still for minutes).</param>
public sealed record RecordingPart(string File, DateTimeOffset StartedAt, long Samples, string? Sha256, long DroppedFrames)
{
    /// <summary>Samples of the programme's recording that are before its first one; null where nobody noted it.</summary>
    public long? Position { get; init; }

    /// <summary>Milliseconds before it, since the end of the part before, of which there is nothing.</summary>
    public long GapMilliseconds { get; init; }

    /// <summary>How loud it was found when it was read back: the root mean square in dBFS; null before.</summary>
    public double? Level { get; init; }

    /// <summary>What was found wrong when it was read back, in words for the studio; null of a good part.</summary>
    public string? Damage { get; init; }
}
