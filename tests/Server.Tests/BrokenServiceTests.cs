using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Server.Accounts;
using TalksPlatform.Server.Accounts.Tokens;
using TalksPlatform.Server.Commands;
using TalksPlatform.Server.Hosting;
using TalksPlatform.Server.Tests.Kit;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests;

/// <summary>What becomes of a server one of whose services fails in a way that nobody thought of.</summary>
public sealed class BrokenServiceTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, "the glass broke")]
    [InlineData(true, "was canceled")]
    public async Task A_server_whose_service_breaks_off_says_why_and_does_not_end_as_if_all_were_well(bool letsCancellationThrough, string why)
    {
        var notes = new Notes();
        using var folder = new TemporaryFolder();
        var options = new ServerOptions { DataFolder = folder.Path, Connection = server.Connection, Port = 0, UdpPort = 0, TcpPort = 0, SipPort = 0 };

        var exit = await RunCommand.ServeAsync(options, Ct, builder =>
        {
            builder.Logging.AddProvider(notes);
            builder.Services.AddHostedService(services => new Fragile(services.GetRequiredService<IHostApplicationLifetime>(), letsCancellationThrough));
        });

        exit.ShouldBe(TalksCommandLine.Failed);
        notes.Lines.Where(line => line.StartsWith("Fragile broke off, and the server stops.", StringComparison.Ordinal)).ShouldHaveSingleItem()
            .ShouldContain(why);
    }

    [Fact]
    public async Task A_server_that_is_stopped_ends_well()
    {
        using var folder = new TemporaryFolder();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var options = new ServerOptions { DataFolder = folder.Path, Connection = server.Connection, Port = 0, UdpPort = 0, TcpPort = 0, SipPort = 0 };

        var exit = await RunCommand.ServeAsync(options, stop.Token, builder => builder.Services.AddHostedService(services =>
            new Starter(services.GetRequiredService<IHostApplicationLifetime>(), stop)));

        exit.ShouldBe(TalksCommandLine.Done);
    }

    [Fact]
    public async Task A_start_that_fails_halfway_stops_what_had_started()
    {
        var early = new Early();
        using var folder = new TemporaryFolder();
        var options = new ServerOptions { DataFolder = folder.Path, Connection = server.Connection, Port = 0, UdpPort = 0, TcpPort = 0, SipPort = 0 };

        var failure = await Should.ThrowAsync<InvalidOperationException>(() => TalksServer.StartAsync(options, Ct, builder =>
            builder.Services.AddHostedService(_ => early).AddHostedService<Unwilling>()));

        failure.Message.ShouldBe("not today");
        early.Stopped.ShouldBeTrue();
    }

    [Fact]
    public async Task What_looks_after_tokens_goes_on_whatever_a_look_brings()
    {
        var (time, notes) = (new ManualTime(), new Notes());
        using var logs = LoggerFactory.Create(logging => logging.AddProvider(notes));
        var gone = new AccountsDb(new PostgresOptions(server.Connection));
        await gone.DisposeAsync(); // a failure, but none of PostgreSQL's
        BackgroundService[] services =
        [
            new TokenSweeper(gone, time, logs.CreateLogger<TokenSweeper>()),
            new RevocationWatch(
                gone, new TokenDirectory(new TokenLookUp(gone, time), new OpenConnections(new Silence()), time), time, logs.CreateLogger<RevocationWatch>()),
        ];

        foreach (var service in services)
            await service.StartAsync(Ct);
        await Eventually.BecomesAsync(
            () =>
            {
                time.Advance(TimeSpan.FromDays(1));
                return notes.Lines.Count(line => line.StartsWith("Old tokens stay", StringComparison.Ordinal)) > 1
                    && notes.Lines.Any(line => line.StartsWith("Revoked tokens cannot be looked up", StringComparison.Ordinal));
            },
            "both have failed, and one of them twice");

        foreach (var service in services)
        {
            service.ExecuteTask!.IsCompleted.ShouldBeFalse(service.GetType().Name);
            await service.StopAsync(Ct);
            service.Dispose();
        }
    }

    private sealed class Fragile(IHostApplicationLifetime life, bool letsCancellationThrough) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var started = CancellationTokenSource.CreateLinkedTokenSource(life.ApplicationStarted, stoppingToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, started.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw letsCancellationThrough ? new OperationCanceledException() : new InvalidOperationException("the glass broke");
        }
    }

    private sealed class Early : IHostedService
    {
        public bool Stopped { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Stopped = true;
            return Task.CompletedTask;
        }
    }

    private sealed class Unwilling : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("not today");

        public Task StopAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("never started");
    }

    /// <summary>Asks for the end as soon as the server runs.</summary>
    private sealed class Starter(IHostApplicationLifetime life, CancellationTokenSource stop) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            life.ApplicationStarted.Register(stop.Cancel);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Notes : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
            // It holds nothing.
        }
    }
}
