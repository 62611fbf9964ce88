namespace TalksPlatform.Contracts;

/// <summary>What a sound of the studio's shelf is for.</summary>
public enum SoundKind
{
    /// <summary>Music under speech; it goes on until it is stopped.</summary>
    Bed,

    /// <summary>Says who we are.</summary>
    Ident,

    /// <summary>All else.</summary>
    Clip,
}

/// <summary>What is set at the mixer; the studio alone sees it.</summary>
/// <param name="Strips">Those that were set.</param>
/// <param name="Sounds">What is played.</param>
/// <param name="Delay">How late the radio hears the programme.</param>
/// <param name="CoHost">Who takes over when the host is lost, or null.</param>
/// <param name="QuietUntil">Until then silence is on purpose; null when nobody ever said so.</param>
public sealed record MixView(
    IReadOnlyList<StripView> Strips, IReadOnlyList<SoundView> Sounds, DelayView Delay, CoHostView? CoHost, DateTimeOffset? QuietUntil);

/// <summary>What is made of a voice before it is heard.</summary>
/// <param name="Voice">Whose.</param>
/// <param name="GainDb">Louder or softer.</param>
/// <param name="HighPass">Without what rumbles.</param>
/// <param name="Gate">Softer between the words.</param>
/// <param name="Level">Brought to an even loudness.</param>
/// <param name="Automix">Shares the gain with the others.</param>
public sealed record StripView(ContributionId Voice, double GainDb, bool HighPass, bool Gate, bool Level, bool Automix);

/// <summary>A sound that is played.</summary>
/// <param name="Id">The sound.</param>
/// <param name="Name">As the studio calls it.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Seconds">Its length; it has ended so long after its start, but for a bed.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="FadedAt">When it will have faded away, or null.</param>
public sealed record SoundView(SoundId Id, string Name, SoundKind Kind, double Seconds, DateTimeOffset StartedAt, DateTimeOffset? FadedAt);

/// <summary>How late the radio hears the programme.</summary>
/// <param name="Seconds">What it aims at; 0 is none.</param>
/// <param name="Dumps">How often what waited was thrown away.</param>
/// <param name="DumpedAt">When that was last, or null.</param>
public sealed record DelayView(int Seconds, int Dumps, DateTimeOffset? DumpedAt);

/// <summary>Who takes over when the host is lost.</summary>
/// <param name="Person">A speaker.</param>
/// <param name="Name">As the studio calls her.</param>
/// <param name="PromotedAt">When she took over, or null.</param>
public sealed record CoHostView(PersonId Person, string Name, DateTimeOffset? PromotedAt);
