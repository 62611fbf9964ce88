using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Foundation.Jobs;

namespace TalksPlatform.Archive.Tests.Given;

/// <summary>A job queue that waits for the test to run what was put into it, or is quicker than whoever puts it there.</summary>
internal sealed class HandRunJobs(IServiceScopeFactory scopes) : IJobQueue
{
    private readonly Queue<Waiting> _waiting = new();

    /// <summary>Keys of all that ran, in order.</summary>
    public List<string> Ran { get; } = [];

    /// <summary>What is put in runs to its end before the step that put it there goes on, as a free worker may.</summary>
    public bool RunsAtOnce { get; set; }

    public Task EnqueueAsync<TArgs>(string key, TArgs args, CancellationToken ct) where TArgs : notnull
    {
        if (RunsAtOnce)
            return RunAsync(args, new JobRun(1, new Progress<double>()), ct);
        if (_waiting.All(waiting => waiting.Key != key))
            _waiting.Enqueue(new Waiting(key, (run, stop) => RunAsync(args, run, stop)));
        return Task.CompletedTask;
    }

    public Task ScheduleAsync<TArgs>(string key, TArgs args, DateTimeOffset at, CancellationToken ct) where TArgs : notnull =>
        EnqueueAsync(key, args, ct);

    public Task CancelAsync<TArgs>(string key, CancellationToken ct) where TArgs : notnull => Task.CompletedTask;

    /// <summary>Runs what waits, and what that puts into the queue, to the end.</summary>
    public async Task RunAllAsync(CancellationToken ct)
    {
        while (_waiting.TryDequeue(out var job))
        {
            await job.RunAsync(new JobRun(1, new Progress<double>()), ct);
            Ran.Add(job.Key);
        }
    }

    /// <summary>Runs what waits until this job is the next.</summary>
    public async Task RunUpToAsync(string keyPrefix, CancellationToken ct)
    {
        while (_waiting.TryPeek(out var job) && !job.Key.StartsWith(keyPrefix, StringComparison.Ordinal))
        {
            await job.RunAsync(new JobRun(1, new Progress<double>()), ct);
            Ran.Add(_waiting.Dequeue().Key);
        }
    }

    /// <summary>Loses what waits, as a crash does that comes before the next step was put into the queue.</summary>
    public void Forget() => _waiting.Clear();

    /// <summary>Runs a job for the first time, or for the time that it is told.</summary>
    public async Task RunAsync<TArgs>(TArgs args, JobRun run, CancellationToken ct) where TArgs : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IJob<TArgs>>().RunAsync(args, run, ct);
    }

    private sealed record Waiting(string Key, Func<JobRun, CancellationToken, Task> RunAsync);
}
