using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>A speaker's own seat: whether she is in the programme, and heard.</summary>
/// <param name="OnAir">Her voice belongs to the programme; it goes out while the talk is live.</param>
/// <param name="Muted">The host muted her.</param>
internal sealed record SeatView(bool OnAir, bool Muted)
{
    /// <summary>The seat of a person; a contribution bears its person's value.</summary>
    public static SeatView Of(StageState stage, PersonId person) =>
        stage.OnAir.TryGetValue(new ContributionId(person.Value), out var voice) ? new(true, voice.Muted) : new(false, false);
}
