using TalksPlatform.Archive.Renditions;
using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Recordings;

/// <summary>The joined programme recording of an episode.</summary>
/// <param name="Id">The recording.</param>
/// <param name="EpisodeId">Its episode.</param>
/// <param name="SampleRate">Samples a second of the master.</param>
/// <param name="Samples">Length of the master.</param>
/// <param name="Level">How loud the master is and what is done about it; null until measured.</param>
internal sealed record Recording(RecordingId Id, EpisodeId EpisodeId, int SampleRate, long Samples, MasterLevel? Level)
{
    /// <summary>The lossless file that everything else is made of.</summary>
    public const string MasterFile = "master.flac";

    /// <summary>Length of the master.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Samples / SampleRate);
}

/// <summary>How loud a master is, and the gain that brings it to the podcast's loudness behind the limiter.</summary>
/// <param name="IntegratedLufs">Integrated loudness after EBU R128; -70 for silence.</param>
/// <param name="RangeLu">Loudness range.</param>
/// <param name="TruePeakDbtp">True peak.</param>
/// <param name="GainDb">The gain for renditions.</param>
internal sealed record MasterLevel(double IntegratedLufs, double RangeLu, double TruePeakDbtp, double GainDb)
{
    /// <summary>Whether it can be brought to the target: neither silence nor the faintest of sounds can.</summary>
    public bool ReachesTarget => IntegratedLufs > Decibels.Gate && GainDb < Leveller.MaxGainDb;
}

/// <summary>A part as it went into the master.</summary>
/// <param name="File">Its name in the recording's folder.</param>
/// <param name="StartedAt">Wall clock of its first sample.</param>
/// <param name="Samples">Samples that were found in it.</param>
/// <param name="Sha256">Lower-case hex of the file as it was read.</param>
/// <param name="Repaired">The recorder did not come to close it: its length was taken from the file.</param>
internal sealed record JoinedPart(string File, DateTimeOffset StartedAt, long Samples, string Sha256, bool Repaired);
