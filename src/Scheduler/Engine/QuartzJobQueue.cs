using System.Text.Json;
using Quartz;
using TalksPlatform.Foundation.Jobs;

namespace TalksPlatform.Scheduler.Engine;

/// <summary>
/// Jobs as Quartz keeps them: the work's name is the group, its key the name, its arguments the input. A job and its one
/// trigger vanish when it is done; what became of it stays in the execution history.
/// </summary>
internal sealed class QuartzJobQueue(IScheduler scheduler, JobCatalogue catalogue, TimeProvider time) : IJobQueue
{
    public Task EnqueueAsync<TArgs>(string key, TArgs args, CancellationToken ct) where TArgs : notnull =>
        PutAsync(KeyOf<TArgs>(key), Write(args), time.GetUtcNow(), TriggerConflict.Keep, ct);

    public Task ScheduleAsync<TArgs>(string key, TArgs args, DateTimeOffset at, CancellationToken ct) where TArgs : notnull =>
        PutAsync(KeyOf<TArgs>(key), Write(args), at, TriggerConflict.Replace, ct);

    public async Task CancelAsync<TArgs>(string key, CancellationToken ct) where TArgs : notnull =>
        await scheduler.UnscheduleJob(TriggerOf(KeyOf<TArgs>(key)), ct);

    /// <summary>Puts work that was put before, with the input that it had then.</summary>
    public Task PutAgainAsync(JobKey key, string input, CancellationToken ct) =>
        PutAsync(key, input, time.GetUtcNow(), TriggerConflict.Replace, ct);

    private async Task PutAsync(JobKey key, string input, DateTimeOffset at, TriggerConflict conflict, CancellationToken ct)
    {
        catalogue.Named(key.Group); // nobody could run anything else
        var now = time.GetUtcNow();
        var job = JobBuilder.Create<EngineJob>().WithIdentity(key).RequestRecovery().Build();
        var trigger = TriggerBuilder.Create(time)
            .WithIdentity(TriggerOf(key))
            .ForJob(key)
            .UsingJobData(SchedulerConstants.JobInput, input)
            .StartAt(at > now ? at : now) // a time that is past would count as misfired, and wait for the next sweep
            .Build();
        await scheduler.AddJob(job, new AddJobOptions { Replace = true, StoreNonDurableWhileAwaitingScheduling = true }, ct);
        await scheduler.ScheduleTrigger(trigger, conflict, ct);
    }

    private static string Write<TArgs>(TArgs args) => JsonSerializer.Serialize(args, JsonSerializerOptions.Web);

    private static JobKey KeyOf<TArgs>(string key) => new(key, typeof(TArgs).Name);

    private static TriggerKey TriggerOf(JobKey key) => new(key.Name, key.Group);
}
