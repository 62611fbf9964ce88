using System.Text.Json.Serialization;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>A speaker's own seat: whether she is in the programme, and heard.</summary>
/// <param name="OnAir">Her voice belongs to the programme; it goes out while the talk is live.</param>
/// <param name="Muted">The host muted her.</param>
/// <param name="Hosts">She took over from the host: the studio is open to her.</param>
/// <param name="Next">She comes on air next.</param>
internal sealed record SeatView(
    bool OnAir,
    bool Muted,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Hosts = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Next = false)
{
    /// <summary>The seat of a person; a contribution bears its person's value.</summary>
    public static SeatView Of(TalkState talk, PersonId person) =>
        talk.Stage.OnAir.TryGetValue(new ContributionId(person.Value), out var voice)
            ? new(true, voice.Muted, talk.TookOver(person))
            : new(false, false, talk.TookOver(person), talk.Stage.Next.Contains(new ContributionId(person.Value)));
}
