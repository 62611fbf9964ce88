using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Demo;

/// <summary>What was done and seen during the talk, against which the checks hold what came out.</summary>
internal sealed class DemoEvidence
{
    public required DemoVoices Voices { get; init; }

    public required bool Crashed { get; init; }

    public EpisodeView Episode { get; set; } = null!;

    /// <summary>A host's one-time link for whoever watches the demo.</summary>
    public string GuestLink { get; set; } = "";

    public DateTimeOffset LiveAt { get; set; }

    public DateTimeOffset EndedAt { get; set; }

    public IReadOnlyList<QuestionId> Questions { get; set; } = [];

    public Dictionary<QuestionId, int> Upvotes { get; } = [];

    public PollId Poll { get; set; }

    public int[] Tally { get; set; } = [];

    /// <summary>Attendees who saw the poll's result.</summary>
    public int PollSeenBy { get; set; }

    public string? Digits { get; set; }

    public float[] CallerHeard { get; set; } = [];

    public float[] AdaHeard { get; private set; } = [];

    public float[] BenHeard { get; private set; } = [];

    public float[] StationHeard { get; private set; } = [];

    /// <summary>Some seconds of the Icecast mount, encoded; null where Icecast is not installed.</summary>
    public byte[]? IcecastSound { get; set; }

    public RoomView? FinalRoom { get; set; }

    /// <summary>Keeps what came out of everybody's headphones.</summary>
    public void Heard(DemoSpeaker ada, DemoSpeaker ben, DemoTelephone station) =>
        (AdaHeard, BenHeard, StationHeard) = (ada.Heard, ben.Heard, station.Heard);
}

/// <summary>An episode as the calendar's API shows it.</summary>
internal sealed record EpisodeView(
    EpisodeId Id, string Slug, string Title, TalkId TalkId, DateTimeOffset StartsAt, EpisodeState State, string SeriesSlug = "");
