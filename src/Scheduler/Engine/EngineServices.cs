using Microsoft.Extensions.DependencyInjection;
using Quartz;
using TalksPlatform.Foundation.Jobs;
using TalksPlatform.Scheduler.Jobs;

namespace TalksPlatform.Scheduler.Engine;

/// <summary>
/// Quartz on PostgreSQL, behind IJobQueue. Its tables lie in the scheduler's schema and are made by Quartz itself; every
/// server takes part in one cluster, so a job runs on whichever is free, and on another one when its server dies.
/// </summary>
internal static class EngineServices
{
    private static readonly TimeSpan FailuresKeptFor = TimeSpan.FromDays(90);

    public static IServiceCollection AddEngine(this IServiceCollection services, SchedulerOptions options) => services
        .AddSingleton<JobCatalogue>()
        .AddSingleton<QuartzJobQueue>()
        .AddSingleton<IJobQueue>(provider => provider.GetRequiredService<QuartzJobQueue>())
        .AddSingleton<IJobLedger, QuartzJobLedger>()
        .AddQuartzExecutionHistory(history =>
        {
            history.RecordInput = true; // what a retry runs with
            history.RetentionByResult[JobRunResult.Failed] = FailuresKeptFor;
        })
        .AddQuartz(quartz => quartz
            .ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "talks";
                scheduler.GenerateInstanceId = true;
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(5); // how late a job is that another server put there
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            })
            .UseDefaultThreadPool(options.Workers)
            .UseDefaultRetryPolicy(RetryPolicy.Explicit(options.RetryPauses))
            .UsePersistentStore(store =>
            {
                store.UsePostgres(source => source.DataSourceFactory = provider => provider.GetRequiredService<SchedulerDb>().Source);
                store.UseClustering();
                store.ProvisionSchema();
                store.UseExecutionHistory();
                store.ConfigureStore(tables =>
                {
                    tables.StoreJobDataAsStrings = true;
                    tables.RecoverFiringsCancelledByShutdown = true;
                });
            }))
        .AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
}
