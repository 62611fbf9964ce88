using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Jobs;
using TalksPlatform.TestKit;

namespace TalksPlatform.Scheduler.Tests.Jobs;

public sealed class JobQueueTests(SchedulerDatabase database) : IClassFixture<SchedulerDatabase>, IAsyncLifetime
{
    private static readonly SchedulerOptions Quick = new() { RetryPauses = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50)] };

    private readonly Bench _bench = new();
    private PostgresOptions _postgres = null!;
    private CalendarServer _server = null!;

    /// <summary>Not before a slow machine has come to the end of the test.</summary>
    private static DateTimeOffset InAnHour => TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IJobQueue Queue => _server.Services.GetRequiredService<IJobQueue>();

    public async ValueTask InitializeAsync()
    {
        _postgres = await database.CloneAsync();
        _server = await StartAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_job_runs_once_with_its_arguments_and_leaves_nothing_behind()
    {
        await Queue.EnqueueAsync("7", new Saw("plank", 7), Ct);

        await Eventually.BecomesAsync(() => !_bench.Done.IsEmpty, "the job ran");
        _bench.Done.ShouldBe([(new Saw("plank", 7), 1)]);
        await Eventually.BecomesAsync(async () => (await _server.GetAsync("/api/jobs")).AsArray().Count == 0, "nothing is left");
    }

    [Fact]
    public async Task The_same_key_put_again_before_it_ran_changes_nothing()
    {
        await Queue.ScheduleAsync("1", new Saw("first", 1), InAnHour, Ct);
        await Queue.EnqueueAsync("1", new Saw("second", 1), Ct);
        _bench.Done.ShouldBeEmpty();

        await Queue.ScheduleAsync("1", new Saw("third", 1), TimeProvider.System.GetUtcNow(), Ct); // moved

        await Eventually.BecomesAsync(() => !_bench.Done.IsEmpty, "the job ran");
        _bench.Done.Single().Work.Wood.ShouldBe("third");
    }

    [Fact]
    public async Task What_was_taken_back_waits_no_longer()
    {
        await Queue.ScheduleAsync("1", new Saw("plank", 1), InAnHour, Ct);
        await Queue.ScheduleAsync("2", new Saw("board", 2), InAnHour, Ct);
        await Queue.CancelAsync<Saw>("1", Ct);

        (await _server.GetAsync("/api/jobs")).AsArray().ShouldHaveSingleItem()!["key"]!.GetValue<string>().ShouldBe("Saw.2");
    }

    [Fact]
    public async Task A_failing_job_is_tried_again_and_knows_its_last_try()
    {
        _bench.Fails = run => run.Attempt < 3;

        await Queue.EnqueueAsync("1", new Saw("knotty", 1), Ct);

        await Eventually.BecomesAsync(() => !_bench.Done.IsEmpty, "the third try worked");
        _bench.Tries.ShouldBe([(1, false), (2, false), (3, true)]);
        await Eventually.BecomesAsync(async () => (await FailedAsync()).Count == 0, "it is no failure any more");
    }

    [Fact]
    public async Task A_job_that_stays_failed_says_why_and_can_be_tried_again()
    {
        _bench.Fails = _ => true;
        await Queue.EnqueueAsync("9", new Saw("stone", 9), Ct);
        await Eventually.BecomesAsync(async () => (await FailedAsync()).Count == 1, "it failed for good");
        var failed = (await FailedAsync()).Single()!;
        failed["key"]!.GetValue<string>().ShouldBe("Saw.9");
        failed["reason"]!.GetValue<string>().ShouldBe("The blade is blunt.");
        _bench.Tries.Count.ShouldBe(3);

        _bench.Fails = _ => false;
        await _server.PostAsync("/api/jobs/Saw.9/retry");

        await Eventually.BecomesAsync(() => !_bench.Done.IsEmpty, "it ran again");
        _bench.Done.Single().ShouldBe((new Saw("stone", 9), 1));
        await Eventually.BecomesAsync(async () => (await FailedAsync()).Count == 0, "it is no failure any more");
        (await _server.RefusalAsync("/api/jobs/Saw.9/retry")).ShouldBe("job.unknown");
        (await _server.RefusalAsync("/api/jobs/nonsense/retry")).ShouldBe("job.unknown");
    }

    [Fact]
    public async Task A_job_that_a_stopping_server_interrupted_runs_on_the_next()
    {
        _bench.Blocks = true;
        await Queue.EnqueueAsync("1", new Saw("long beam", 1), Ct);
        await Eventually.BecomesAsync(() => !_bench.Tries.IsEmpty, "it is running");
        await _server.DisposeAsync();
        _bench.Done.ShouldBeEmpty();
        _bench.Blocks = false;

        _server = await StartAsync();

        await Eventually.BecomesAsync(() => !_bench.Done.IsEmpty, "the next server did it");
    }

    private Task<CalendarServer> StartAsync() => CalendarServer.StartAsync(
        _postgres, options: Quick, configure: services => services.AddSingleton(_bench).AddJob<Saw, SawJob>());

    private async Task<JsonArray> FailedAsync() => (await _server.GetAsync("/api/jobs?state=failed")).AsArray();

    private sealed record Saw(string Wood, int Pieces);

    /// <summary>What the job does, and what it did.</summary>
    private sealed class Bench
    {
        public Func<JobRun, bool> Fails { get; set; } = _ => false;

        public bool Blocks { get; set; }

        public ConcurrentQueue<(int Attempt, bool IsLast)> Tries { get; } = [];

        public ConcurrentQueue<(Saw Work, int Attempt)> Done { get; } = [];
    }

    private sealed class SawJob(Bench bench) : IJob<Saw>
    {
        public async Task RunAsync(Saw args, JobRun run, CancellationToken ct)
        {
            bench.Tries.Enqueue((run.Attempt, run.IsLast));
            run.Progress.Report(0.5);
            if (bench.Blocks)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            if (bench.Fails(run))
                throw new InvalidOperationException("The blade is blunt.");
            bench.Done.Enqueue((args, run.Attempt));
        }
    }
}
