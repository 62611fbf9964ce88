using TalksPlatform.Broadcast.Talks;

namespace TalksPlatform.Broadcast.Media.Outputs;

/// <summary>What players show beside the sound.</summary>
internal static class ProgrammeTitle
{
    private const int Longest = 400;

    /// <summary>The talk, the part of the rundown that runs, and who speaks, as far as there are any.</summary>
    public static string Of(TalkState talk)
    {
        IEnumerable<string?> parts = [talk.Card?.Title, talk.Plan.Current?.Title, talk.Plan.Named?.Name];
        var title = string.Join(" - ", parts.Where(part => !string.IsNullOrEmpty(part)));
        return string.Concat(title.Where(sign => !char.IsControl(sign)).Take(Longest));
    }
}
