using Quartz;
using Quartz.Extensibility;
using TalksPlatform.Scheduler.Jobs;

namespace TalksPlatform.Scheduler.Engine;

/// <summary>Reads what became of jobs from Quartz's execution history, and what is to come from its triggers.</summary>
internal sealed class QuartzJobLedger(IScheduler scheduler, IExecutionHistoryStore history, QuartzJobQueue queue) : IJobLedger
{
    private const int Most = 200;

    public async Task<IReadOnlyList<JobView>> FailedAsync(CancellationToken ct)
    {
        var page = await history.QueryJobRunStatuses(
            new JobRunStatusQuery { SchedulerName = scheduler.SchedulerName, Failing = true, Take = Most }, ct);
        return
        [
            .. page.Items
                .OrderByDescending(status => status.LastFailedAtUtc)
                .Select(status => new JobView(
                    status.Job.ToString(), status.Job.Group, "failed", null, status.LastFailedAtUtc, status.LastFailureMessage)),
        ];
    }

    public async Task<IReadOnlyList<JobView>> WaitingAsync(CancellationToken ct)
    {
        var page = await scheduler.QueryTriggers(new TriggerQuery { Take = Most }, ct);
        return
        [
            .. page.Items
                .OrderBy(trigger => trigger.NextFireTimeUtc)
                .Select(trigger => new JobView(
                    trigger.JobKey.ToString(), trigger.JobKey.Group,
                    trigger.State == TriggerState.Executing ? "running" : "scheduled",
                    trigger.NextFireTimeUtc, null, null)),
        ];
    }

    public async Task RetryAsync(string key, CancellationToken ct)
    {
        if (!JobKey.TryParse(key, out var job)
            || await history.GetJobRunStatus(scheduler.SchedulerName, job, ct) is not { ConsecutiveFailures: > 0, LastEntryId: { } entry }
            || await history.GetExecution(scheduler.SchedulerName, entry, ct) is not { Input: { } input })
            throw SchedulerFaults.UnknownJob.AsException();
        await queue.PutAgainAsync(job, input, ct);
    }
}
