using System.ComponentModel.DataAnnotations;

namespace TalksPlatform.Scheduler;

/// <summary>How the calendar and the job engine behave. Checked when the server starts.</summary>
public sealed record SchedulerOptions : IValidatableObject
{
    /// <summary>How long before its start an episode's green room opens.</summary>
    public TimeSpan GreenRoomLead { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How many jobs may run at once on one server.</summary>
    [Range(1, 64)]
    public int Workers { get; init; } = 2;

    /// <summary>The pauses before a failed job is tried again; after the last one it stays failed until somebody retries it.</summary>
    public IReadOnlyList<TimeSpan> RetryPauses { get; init; } =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (GreenRoomLead < TimeSpan.Zero || GreenRoomLead > TimeSpan.FromDays(1))
            yield return new("The green room opens between 0 and 24 hours before the start.", [nameof(GreenRoomLead)]);
        if (RetryPauses.Count == 0 || RetryPauses.Any(pause => pause < TimeSpan.Zero))
            yield return new("A failed job needs at least one pause before a retry, and none may be negative.", [nameof(RetryPauses)]);
    }
}
