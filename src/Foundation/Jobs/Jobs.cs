using Microsoft.Extensions.DependencyInjection;

namespace TalksPlatform.Foundation.Jobs;

/// <summary>
/// A piece of work that may run twice without harm: it takes ids, writes to a draft, verifies it, and publishes by rename
/// and upsert. It names no engine; a retried run gets a new <see cref="JobRun"/> with a higher attempt.
/// </summary>
/// <typeparam name="TArgs">What it is told: a record of ids that serialises to JSON.</typeparam>
public interface IJob<in TArgs>
{
    /// <summary>Does the work. An exception means "try again", up to the engine's bound; then it stays visible as failed.</summary>
    Task RunAsync(TArgs args, JobRun run, CancellationToken ct);
}

/// <summary>One run of a job.</summary>
/// <param name="attempt">1 for the first.</param>
/// <param name="progress">Takes 0 to 1.</param>
/// <param name="isLast">The engine's bound is reached: when this run fails, the work stays failed until somebody retries it.</param>
public sealed class JobRun(int attempt, IProgress<double> progress, bool isLast = false)
{
    /// <summary>1 for the first.</summary>
    public int Attempt { get; } = attempt;

    /// <summary>No attempt follows by itself: the moment to tell others that it failed.</summary>
    public bool IsLast { get; } = isLast;

    /// <summary>Takes 0 to 1.</summary>
    public IProgress<double> Progress { get; } = progress;
}

/// <summary>Where jobs are put. Durable: what was put here runs, also after a restart.</summary>
public interface IJobQueue
{
    /// <summary>Runs the job as soon as a worker is free.</summary>
    /// <param name="key">Names this piece of work; putting the same key again before it ran changes nothing.</param>
    Task EnqueueAsync<TArgs>(string key, TArgs args, CancellationToken ct) where TArgs : notnull;

    /// <summary>Runs the job at this instant, or at once when that is past. The same key again moves it.</summary>
    Task ScheduleAsync<TArgs>(string key, TArgs args, DateTimeOffset at, CancellationToken ct) where TArgs : notnull;

    /// <summary>Takes back what has not run yet.</summary>
    Task CancelAsync<TArgs>(string key, CancellationToken ct) where TArgs : notnull;
}

/// <summary>Which job does which work; the engine reads these.</summary>
/// <param name="Args">The work's record, whose name the work bears in the database.</param>
/// <param name="RunAsync">Makes the job from a scope of its own, and runs it.</param>
public sealed record JobRegistration(Type Args, Func<IServiceProvider, object, JobRun, CancellationToken, Task> RunAsync)
{
    /// <summary>The registration of the job for these arguments.</summary>
    public static JobRegistration Of<TArgs>() where TArgs : notnull =>
        new(typeof(TArgs), (scope, args, run, ct) => scope.GetRequiredService<IJob<TArgs>>().RunAsync((TArgs)args, run, ct));
}

/// <summary>Registers jobs.</summary>
public static class JobServices
{
    /// <summary>Adds a job for these arguments.</summary>
    public static IServiceCollection AddJob<TArgs, TJob>(this IServiceCollection services)
        where TArgs : notnull
        where TJob : class, IJob<TArgs> =>
        services.AddScoped<IJob<TArgs>, TJob>().AddSingleton(JobRegistration.Of<TArgs>());
}
