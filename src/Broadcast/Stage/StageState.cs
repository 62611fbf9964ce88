using System.Collections.Immutable;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Who is in the programme. Whether they are connected, and how loud, is the sound's business and not kept.</summary>
internal sealed record StageState(ImmutableDictionary<ContributionId, OnAirVoice> OnAir)
{
    public static readonly StageState Empty = new(ImmutableDictionary<ContributionId, OnAirVoice>.Empty);

    /// <summary>Voices that come on air next, and were told so.</summary>
    public ImmutableHashSet<ContributionId> Next { get; init; } = [];

    /// <summary>The strips that were set, of voices on air and of others.</summary>
    public ImmutableDictionary<ContributionId, StripSettings> Strips { get; init; } = ImmutableDictionary<ContributionId, StripSettings>.Empty;

    /// <summary>The names that are announced, in the order in which they came on air.</summary>
    public IReadOnlyList<string> Names => [.. OnAir.Values.OrderBy(voice => voice.Since).Select(voice => voice.Name)];

    /// <summary>What is made of a voice before it is heard.</summary>
    public StripSettings StripOf(ContributionId voice, VoiceKind kind) => Strips.GetValueOrDefault(voice) ?? StripSettings.Of(kind);

    /// <summary>A voice is on air since the same moment as then: it has not left and come back.</summary>
    public bool IsSameTurn(StageState then, ContributionId voice) =>
        OnAir.GetValueOrDefault(voice)?.Since == then.OnAir.GetValueOrDefault(voice)?.Since;

    /// <summary>Sets the strip of a voice, on air or not; null takes back what was set.</summary>
    public StageState SetStrip(ContributionId voice, StripSettings? strip) => this with
    {
        Strips = strip is null ? Strips.Remove(voice) : Strips.SetItem(voice, strip),
        OnAir = OnAir.TryGetValue(voice, out var onAir)
            ? OnAir.SetItem(voice, onAir with { Strip = strip ?? StripSettings.Of(onAir.Kind) })
            : OnAir,
    };

    /// <summary>A voice comes into the programme, or is another one there.</summary>
    public StageState Put(OnAirVoice voice) => this with
    {
        OnAir = OnAir.SetItem(voice.Id, voice with { Strip = StripOf(voice.Id, voice.Kind) }),
        Next = Next.Remove(voice.Id),
    };

    /// <summary>A voice leaves the programme, and is not next either.</summary>
    public StageState Remove(ContributionId voice) => this with { OnAir = OnAir.Remove(voice), Next = Next.Remove(voice) };

    /// <summary>A voice comes on air next, or does not.</summary>
    public StageState Mark(ContributionId voice, bool next) => this with { Next = next ? Next.Add(voice) : Next.Remove(voice) };
}

/// <summary>A voice that belongs to the programme, also while its connection is lost.</summary>
/// <param name="Id">A speaker's bears her person's value, so that she gets her seat back after any crash.</param>
/// <param name="Name">As it is announced.</param>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Muted">It keeps its seat, unheard.</param>
/// <param name="Since">The sequence number at which it came on air.</param>
internal sealed record OnAirVoice(ContributionId Id, string Name, VoiceKind Kind, bool Muted, long Since)
{
    /// <summary>It is muted and asks to be heard again.</summary>
    public bool Asks { get; init; }

    /// <summary>How the mixer treats it.</summary>
    public StripSettings Strip { get; init; } = StripSettings.Neutral;
}
