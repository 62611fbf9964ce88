using System.Collections.Immutable;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Mix;

/// <summary>What was set at the mixer besides its voices, so that a crash changes nothing of it.</summary>
/// <param name="Sounds">What is played, in the order in which it was started.</param>
/// <param name="Delay">How late the radio hears the programme.</param>
/// <param name="CoHost">Who takes over when the host is lost, or null.</param>
/// <param name="QuietUntil">Until then silence is on purpose; null when nobody ever said so.</param>
internal sealed record MixState(
    ImmutableList<PlayingSound> Sounds, ProgrammeDelay Delay, CoHost? CoHost, DateTimeOffset? QuietUntil)
{
    public static readonly MixState Empty = new([], new ProgrammeDelay(0), null, null);

    /// <summary>The sound as it is being played; null when it is not.</summary>
    public PlayingSound? Find(SoundId sound, DateTimeOffset now) => Sounds.Find(playing => playing.Id == sound && !playing.IsOver(now));

    /// <summary>The sounds that can still be heard then, but for this one.</summary>
    public ImmutableList<PlayingSound> Others(SoundId sound, DateTimeOffset now) =>
        Sounds.RemoveAll(playing => playing.Id == sound || playing.IsOver(now));
}

/// <summary>A sound that is being played. Whoever begins anew finds by its start where it is now.</summary>
/// <param name="Id">The sound.</param>
/// <param name="Name">As the studio calls it.</param>
/// <param name="Kind">A bed begins again at its end, and gives way to speech.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="StartedAt">When its first sample was heard.</param>
internal sealed record PlayingSound(SoundId Id, string Name, SoundKind Kind, double Seconds, DateTimeOffset StartedAt)
{
    /// <summary>By how much it is made louder or softer.</summary>
    public double GainDb { get; init; }

    /// <summary>When it began to fade away, or null.</summary>
    public DateTimeOffset? FadesAt { get; init; }

    /// <summary>When it will have faded away, or null.</summary>
    public DateTimeOffset? FadedAt { get; init; }

    /// <summary>It has run to its end or faded away.</summary>
    public bool IsOver(DateTimeOffset now) =>
        now >= FadedAt || (Kind != SoundKind.Bed && now >= StartedAt.AddSeconds(Seconds));
}

/// <summary>How late the radio hears the programme, so that somebody can keep back what must not be aired.</summary>
/// <param name="Seconds">What it aims at; 0 is none.</param>
/// <param name="Dumps">How often what waited was thrown away.</param>
/// <param name="DumpedAt">When that was last, or null.</param>
internal sealed record ProgrammeDelay(int Seconds, int Dumps = 0, DateTimeOffset? DumpedAt = null)
{
    /// <summary>It was never asked for: nothing can wait.</summary>
    public bool IsUnused { get; init; } = true;
}

/// <summary>Who takes over when the host is lost.</summary>
/// <param name="Person">A speaker.</param>
/// <param name="Name">As the studio calls her.</param>
/// <param name="PromotedAt">When she took over, or null.</param>
internal sealed record CoHost(PersonId Person, string Name, DateTimeOffset? PromotedAt = null);
