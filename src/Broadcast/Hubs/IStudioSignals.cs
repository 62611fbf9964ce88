using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>
/// What the studio sees of the sound as it is this moment. Never in the log; gathered, so that whoever calls may call as
/// often as he likes; only the latest of each kind is shown, at most ten times a second. Thread-safe and quick, but it
/// allocates: not for the mixer's own thread.
/// </summary>
internal interface IStudioSignals
{
    /// <summary>All voices that are connected or on air.</summary>
    void Voices(TalkId talk, IReadOnlyList<VoiceView> voices);

    /// <summary>All that the programme goes to.</summary>
    void Outputs(TalkId talk, IReadOnlyList<OutputView> outputs);

    /// <summary>How loud the programme is.</summary>
    void Programme(TalkId talk, ProgrammeView programme);

    /// <summary>Whether there is a programme at all, and what goes out in its place.</summary>
    void Guard(TalkId talk, GuardView guard);

    /// <summary>All that somebody should look after, or should have.</summary>
    void Alarms(TalkId talk, IReadOnlyList<AlarmView> alarms);
}

/// <summary>Where a voice comes from.</summary>
internal enum VoiceKind
{
    /// <summary>An expert in a browser.</summary>
    Speaker,

    /// <summary>Somebody on the phone.</summary>
    Caller,

    /// <summary>A radio station's line.</summary>
    Station,

    /// <summary>A file that is played.</summary>
    Clip,

    /// <summary>Somebody of the audience whom the studio called up.</summary>
    Attendee,
}

/// <summary>A voice in the studio.</summary>
/// <param name="Id">What the stage's commands name.</param>
/// <param name="Name">As it is announced.</param>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Connected">Its sound arrives.</param>
/// <param name="OnAir">It is in the programme.</param>
/// <param name="Muted">It keeps its seat, unheard.</param>
/// <param name="Level">dBFS, -120 for silence.</param>
/// <param name="Digits">Keys that a caller pressed, or null.</param>
/// <param name="Quality">0 (unusable) to 5 (perfect), or null while unknown.</param>
/// <param name="Asks">It is muted and asks to be heard again.</param>
/// <param name="Phone">The last digits of a caller's number; null of everybody else, and where it is withheld.</param>
/// <param name="Line">How a telephone's sound arrives; null of everything else.</param>
/// <param name="Next">It comes on air next, and was told so.</param>
internal sealed record VoiceView(
    ContributionId Id,
    string Name,
    VoiceKind Kind,
    bool Connected,
    bool OnAir,
    bool Muted,
    double Level,
    string? Digits = null,
    int? Quality = null,
    bool Asks = false,
    string? Phone = null,
    LineView? Line = null,
    bool Next = false);

/// <summary>How the sound of a telephone arrives.</summary>
/// <param name="Lost">Percent of late that had to be made up.</param>
/// <param name="Jitter">Milliseconds by which its packets come unevenly.</param>
/// <param name="RoundTrip">Milliseconds to the far end and back, or null while unknown.</param>
internal sealed record LineView(double Lost, int Jitter, int? RoundTrip);

/// <summary>Something that the programme goes to.</summary>
/// <param name="Name">For people, e.g. "Radio 103.7".</param>
/// <param name="Kind">E.g. recording, hls, station, icecast.</param>
/// <param name="State">E.g. running, retrying, stopped.</param>
/// <param name="Reason">Why it is not running, or null.</param>
internal sealed record OutputView(string Name, string Kind, string State, string? Reason = null)
{
    /// <summary>A word for the reason that stays the same, e.g. output.refused; null when there is none.</summary>
    public string? Code { get; init; }

    /// <summary>What its endpoints name; null of an output that nobody asked for.</summary>
    public Guid? Id { get; init; }

    /// <summary>When this state began.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>How often it was begun.</summary>
    public int Tries { get; init; }

    /// <summary>How many hear it there, where its server tells.</summary>
    public int? Listeners { get; init; }

    /// <summary>It goes to its second address, for the first failed.</summary>
    public bool OnBackup { get; init; }

    /// <summary>Our test tone came back on this station's line.</summary>
    public bool HeardBack { get; init; }
}

/// <summary>The programme's loudness by ITU-R BS.1770 and EBU R128, clean as the mixer makes it.</summary>
/// <param name="Momentary">LUFS over 400 ms.</param>
/// <param name="ShortTerm">LUFS over 3 s.</param>
/// <param name="Integrated">LUFS since it began, or null before there is enough of it.</param>
/// <param name="Range">How far loud and quiet lie apart, in LU.</param>
/// <param name="TruePeak">dBTP, the highest of late.</param>
/// <param name="SilentSeconds">How long nothing was heard; 0 while something is.</param>
/// <param name="Ride">What is added to radio and web just now, in dB.</param>
/// <param name="Delay">How late radio is just now, in seconds.</param>
/// <param name="Radio">What goes to stations.</param>
/// <param name="Web">What goes to browsers and players.</param>
/// <param name="Unsaved">Steps of the studio that took effect and are not in the log yet.</param>
internal sealed record ProgrammeView(
    double Momentary,
    double ShortTerm,
    double? Integrated,
    double Range,
    double TruePeak,
    double SilentSeconds,
    double Ride,
    double Delay,
    LegView Radio,
    LegView Web,
    int Unsaved = 0);

/// <summary>The loudness of one leg.</summary>
/// <param name="ShortTerm">LUFS over 3 s.</param>
/// <param name="Integrated">LUFS since it began, or null before there is enough of it.</param>
/// <param name="TruePeak">dBTP, the highest of late.</param>
internal sealed record LegView(double ShortTerm, double? Integrated, double TruePeak);
