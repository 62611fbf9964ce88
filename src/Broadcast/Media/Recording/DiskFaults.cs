namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>Says what ails a disk, in words for the studio.</summary>
internal static class DiskFaults
{
    private const int NoSpace = 28; // ENOSPC
    private const int OverQuota = 122; // EDQUOT
    private const int ReadOnly = 30; // EROFS

    public static string Describe(Exception refusal) => refusal switch
    {
        IOException { HResult: NoSpace or OverQuota } => "The disk is full. Free some space: the sound is kept for five minutes.",
        IOException { HResult: ReadOnly } => "The disk is read-only.",
        UnauthorizedAccessException => "The data folder may not be written to.",
        _ => $"The disk refuses: {refusal.Message}",
    };
}
