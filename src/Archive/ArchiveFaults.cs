using System.Globalization;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Foundation.Ffmpeg;

namespace TalksPlatform.Archive;

/// <summary>All that can go wrong here and that somebody can do something about.</summary>
internal static class ArchiveFaults
{
    public static Fault ManifestMissing(string folder) => Conflict("recording.manifest-missing",
        $"The recording in {folder} has no readable manifest. Restore the folder from the backup and retry the job.");

    public static Fault StillOpen(string folder) => Conflict("recording.open",
        $"The recording in {folder} is still being written. The job runs again once it is closed.");

    public static Fault SecondRecording(string episode) => Conflict("recording.second",
        $"Episode {episode} has a recording already. Delete one of the two and retry the job.");

    public static Fault PartMissing(string file) => Conflict("recording.part-missing",
        $"The recording's part {file} is not on the disk. Restore it from the backup and retry the job.");

    public static Fault PartAltered(string file) => Conflict("recording.part-altered",
        $"The recording's part {file} is not what was recorded: its checksum differs. Restore it from the backup and retry the job.");

    public static Fault PartUnreadable(string file, string why) => Conflict("recording.part-unreadable",
        $"The recording's part {file} cannot be joined: {why}.");

    public static Fault Empty(string folder) => Conflict("recording.empty",
        $"The recording in {folder} has no sound. There is nothing to make a replay of.");

    public static Fault NotJoined(string recording) => Conflict("recording.not-joined",
        $"Recording {recording} has no master yet. Retry the job that joins it.");

    public static Fault InWork(string step) => Unavailable("replay.in-work",
        $"Another server has {step} in work, or died over it a moment ago. The job runs again, and finds what is done by then.");

    public static Fault MasterUnwritable(string why) => Unavailable("master.unwritable",
        $"The master could not be written: {why.Trim()}. Look whether the disk is full; the job runs again.");

    public static Fault MasterMalformed(string why) => Unavailable("master.malformed",
        $"The joined master is not as long as its parts: {why}. The job runs again.");

    public static Fault RenditionMalformed(string profile, string why) => Unavailable("rendition.malformed",
        $"Rendition {profile} came out wrong: {why}. The job runs again.");

    public static Fault RenditionLoudness(string profile, Loudness measured) => Unavailable("rendition.loudness",
        string.Create(
            CultureInfo.InvariantCulture,
            $"Rendition {profile} measures {measured.Integrated:F1} LUFS and {measured.TruePeak:F1} dBTP, which is outside a podcast's bounds."));

    public static Fault NotMeasured(string recording) => Conflict("recording.not-measured",
        $"The loudness of recording {recording} is not measured yet. Retry the job that measures it.");

    public static Fault NotMade(string profile) => Unavailable("replay.rendition-missing",
        $"Rendition {profile} of the replay is not made yet. Retry its job first.");

    public static Fault TalkStillLive(string episode) => Unavailable("replay.talk-live",
        $"Episode {episode} has not ended yet. The job runs again.");

    private static Fault Conflict(string code, string text) => new(code, FaultKind.Conflict, text);

    private static Fault Unavailable(string code, string text) => new(code, FaultKind.Unavailable, text);
}
