using System.Text.Json;
using Quartz;
using TalksPlatform.Foundation.Jobs;

namespace TalksPlatform.Scheduler.Engine;

/// <summary>What Quartz runs for every job of ours: it finds the registration by the work's name, and hands the work over.</summary>
[DisallowConcurrentExecution]
internal sealed class EngineJob(JobCatalogue catalogue, IServiceProvider scope) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var registration = catalogue.Named(context.JobDetail.Key.Group);
        var input = context.MergedJobDataMap.GetString(SchedulerConstants.JobInput)!;
        var args = JsonSerializer.Deserialize(input, registration.Args, JsonSerializerOptions.Web)!;
        var isLast = context.RetryAttempt >= (context.RetryPolicy?.MaxAttempts ?? 0);
        await registration.RunAsync(scope, args, new JobRun(context.RetryAttempt + 1, new Progress(context), isLast), cancellationToken);
    }

    /// <summary>Passes progress on; Quartz writes it down once a second.</summary>
    private sealed class Progress(IJobExecutionContext context) : IProgress<double>
    {
        public void Report(double value) => context.ReportProgress((int)Math.Round(Math.Clamp(value, 0, 1) * 100));
    }
}
