using System.Collections.Concurrent;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Messaging;
using TalksPlatform.Foundation.Tests.Data;
using TalksPlatform.TestKit;

namespace TalksPlatform.Foundation.Tests.Messaging;

public sealed class FactDispatcherTests(SampleDatabase database) : IClassFixture<SampleDatabase>, IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _started = [];
    private PostgresOptions _postgres = null!;
    private SampleDb _sample = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _postgres = await database.CloneAsync();
        _sample = new SampleDb("sample", _postgres);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var started in _started)
            await started.DisposeAsync();
        await _sample.DisposeAsync();
    }

    [Fact]
    public async Task A_committed_fact_reaches_every_handler_in_the_order_of_writing()
    {
        var heard = new Heard();
        await StartAsync(heard, TimeProvider.System);

        await WriteAsync(new Opened(1), new Closed(1), new Opened(2));

        await Eventually.BecomesAsync(() => heard.Facts.Count == 4, "both handlers heard all that they subscribed to");
        heard.By<Recorder>().ShouldBe([new Opened(1), new Closed(1), new Opened(2)]);
        heard.By<Gardener>().ShouldBe([new Closed(1)]);
    }

    [Fact]
    public async Task A_fact_whose_transaction_was_rolled_back_is_never_told()
    {
        var heard = new Heard();
        await StartAsync(heard, TimeProvider.System);

        await using (var work = await _sample.BeginAsync(Ct))
            await work.AddFactAsync(new Opened(1), Ct);
        await WriteAsync(new Opened(2));

        await Eventually.BecomesAsync(() => !heard.Facts.IsEmpty, "the committed fact was told");
        heard.By<Recorder>().ShouldBe([new Opened(2)]);
    }

    [Fact]
    public async Task A_slow_transaction_is_not_jumped_over()
    {
        var heard = new Heard();
        await StartAsync(heard, TimeProvider.System);
        await using var slow = await _sample.BeginAsync(Ct);
        await slow.AddFactAsync(new Opened(1), Ct);

        await WriteAsync(new Opened(2));
        await Eventually.BecomesAsync(() => !heard.Facts.IsEmpty, "the later fact, committed first, was told");
        await slow.CommitAsync(Ct);

        await Eventually.BecomesAsync(() => heard.Facts.Count == 2, "the slow one was told too");
    }

    [Fact]
    public async Task A_crash_between_the_handler_and_its_mark_tells_the_fact_again()
    {
        var heard = new Heard();
        var told = new TaskCompletionSource();
        var crash = new TaskCompletionSource();
        heard.Before = _ =>
        {
            told.TrySetResult();
            return crash.Task; // the handler never comes to its end
        };
        await StartAsync(heard, TimeProvider.System);
        await WriteAsync(new Opened(1));
        await told.Task;
        await PostgresFixture.BreakConnectionsAsync(_postgres); // and with them the turn of the dead server
        heard.Before = _ => Task.CompletedTask;

        await StartAsync(heard, TimeProvider.System);

        await Eventually.BecomesAsync(() => heard.By<Recorder>().Count == 1, "the next server told it");
        crash.SetException(new InvalidOperationException("crashed"));
    }

    [Fact]
    public async Task A_handler_that_fails_while_the_server_stops_does_not_break_the_dispatch()
    {
        var heard = new Heard();
        var (told, crash) = (new TaskCompletionSource(), new TaskCompletionSource());
        heard.Before = _ =>
        {
            told.TrySetResult();
            return crash.Task;
        };
        var host = await StartAsync(heard, TimeProvider.System);
        await WriteAsync(new Opened(1));
        await told.Task;

        var dispatch = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().Single();
        var stopping = dispatch.StopAsync(Ct);
        crash.SetException(new InvalidOperationException("the house was dark already"));
        await stopping;

        dispatch.ExecuteTask!.IsFaulted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_failing_fact_is_tried_again_and_in_the_end_lets_the_others_pass()
    {
        var time = new ManualTime();
        var heard = new Heard();
        heard.Before = fact => fact is Opened(13) ? throw new InvalidOperationException("unlucky") : Task.CompletedTask;
        await StartAsync(heard, time);
        await WriteAsync(new Opened(13), new Opened(14));

        await Eventually.BecomesAsync(async () => await AttemptsAsync() == 1, "the poisoned fact was tried");
        heard.Facts.ShouldBeEmpty("the later fact waits for the first tries of the earlier one");
        await Eventually.BecomesAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(heard.By<Recorder>().Contains(new Opened(14)));
            },
            "the later fact overtook it");

        (await QueryAsync<string>("SELECT error FROM messaging.delivery WHERE error IS NOT NULL"))!.ShouldContain("unlucky"); // the other may not be signed off yet

        heard.Before = _ => Task.CompletedTask;
        await Eventually.BecomesAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMinutes(1));
                return Task.FromResult(heard.By<Recorder>().Contains(new Opened(13)));
            },
            "it was told once its handler was mended");
    }

    [Fact]
    public async Task The_dispatch_goes_on_when_PostgreSQL_comes_back()
    {
        var heard = new Heard();
        await StartAsync(heard, TimeProvider.System);
        await WriteAsync(new Opened(1));
        await Eventually.BecomesAsync(() => heard.Facts.Count == 1, "the dispatcher runs");

        await PostgresFixture.BreakConnectionsAsync(_postgres);
        NpgsqlConnection.ClearAllPools();
        await using var fresh = new SampleDb("sample", _postgres);
        await WriteAsync(fresh, new Opened(2));

        await Eventually.BecomesAsync(() => heard.Facts.Count == 2, "it goes on");
    }

    [Fact]
    public async Task Two_servers_share_the_facts_and_tell_each_once()
    {
        var heard = new Heard();
        await StartAsync(heard, TimeProvider.System);
        await StartAsync(heard, TimeProvider.System);

        await WriteAsync([.. Enumerable.Range(1, 40).Select(number => (object)new Opened(number))]);
        await WriteAsync(new Closed(0));

        await Eventually.BecomesAsync(() => heard.By<Recorder>().Contains(new Closed(0)), "all were told");
        heard.By<Recorder>().ShouldBe([.. Enumerable.Range(1, 40).Select(number => (object)new Opened(number)), new Closed(0)]);
    }

    private async Task<IHost> StartAsync(Heard heard, TimeProvider time)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services
            .AddSingleton(heard).AddSingleton(time).AddSingleton(_postgres)
            .AddFactHandler<Opened, Recorder>().AddFactHandler<Closed, Recorder>().AddFactHandler<Closed, Gardener>()
            .AddFactDispatcher();
        var host = builder.Build();
        _started.Add((IAsyncDisposable)host);
        await host.StartAsync(Ct);
        return host;
    }

    private Task WriteAsync(params object[] facts) => WriteAsync(_sample, facts);

    private static async Task WriteAsync(SampleDb db, params object[] facts)
    {
        await using var work = await db.BeginAsync(Ct);
        foreach (var fact in facts)
            await work.AddFactAsync(fact, Ct);
        await work.CommitAsync(Ct);
    }

    private Task<int?> AttemptsAsync() => QueryAsync<int?>("SELECT max(attempts) FROM messaging.delivery");

    private async Task<T?> QueryAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(_postgres.ConnectionString);
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    private sealed record Opened(int Number);

    private sealed record Closed(int Number);

    /// <summary>What was heard, and what happens before a handler hears something.</summary>
    private sealed class Heard
    {
        public ConcurrentQueue<(Type Handler, object Fact)> Facts { get; } = [];

        public Func<object, Task> Before { get; set; } = _ => Task.CompletedTask;

        public IReadOnlyList<object> By<THandler>() => [.. Facts.Where(heard => heard.Handler == typeof(THandler)).Select(heard => heard.Fact)];

        public async Task HearAsync(object handler, object fact)
        {
            await Before(fact);
            Facts.Enqueue((handler.GetType(), fact));
        }
    }

    private sealed class Recorder(Heard heard) : IFactHandler<Opened>, IFactHandler<Closed>
    {
        public Task HandleAsync(Opened fact, CancellationToken ct) => heard.HearAsync(this, fact);

        public Task HandleAsync(Closed fact, CancellationToken ct) => heard.HearAsync(this, fact);
    }

    private sealed class Gardener(Heard heard) : IFactHandler<Closed>
    {
        public Task HandleAsync(Closed fact, CancellationToken ct) => heard.HearAsync(this, fact);
    }
}
