namespace TalksPlatform.Scheduler.Jobs;

/// <summary>What the engine knows of jobs, for people who look after them.</summary>
internal interface IJobLedger
{
    /// <summary>Jobs that failed at their last try and wait for somebody, latest first.</summary>
    Task<IReadOnlyList<JobView>> FailedAsync(CancellationToken ct);

    /// <summary>Jobs that wait for their time, their turn or their next try, soonest first.</summary>
    Task<IReadOnlyList<JobView>> WaitingAsync(CancellationToken ct);

    /// <summary>Runs a failed job again, with all its tries.</summary>
    /// <exception cref="Foundation.Faults.FaultException">job.unknown.</exception>
    Task RetryAsync(string key, CancellationToken ct);
}

/// <summary>One job.</summary>
/// <param name="Key">Names it in the API: the work's type, a dot, and the work's key.</param>
/// <param name="Type">The work, e.g. OpenGreenRoom.</param>
/// <param name="State">failed, scheduled or running.</param>
/// <param name="DueAt">When it runs next, or null.</param>
/// <param name="FailedAt">When it failed last, or null.</param>
/// <param name="Reason">Why it failed last, or null.</param>
internal sealed record JobView(string Key, string Type, string State, DateTimeOffset? DueAt, DateTimeOffset? FailedAt, string? Reason);
