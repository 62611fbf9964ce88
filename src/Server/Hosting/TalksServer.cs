using System.Collections.Concurrent;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Server.Accounts.Sessions;

namespace TalksPlatform.Server.Hosting;

/// <summary>One running server: PostgreSQL first, then its migrations, then all modules; stopped in the opposite order.</summary>
internal sealed class TalksServer : IAsyncDisposable
{
    private readonly ServerOptions _options;
    private readonly ILoggerFactory _startLogs;
    private readonly ConcurrentDictionary<BackgroundService, bool> _broken = new();
    private EmbeddedPostgres? _postgres;
    private WebApplication? _app;
    private bool _started;

    private TalksServer(ServerOptions options)
    {
        _options = options;
        _startLogs = LoggerFactory.Create(logging => logging.ToStandardError(options));
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>How people reach the pages.</summary>
    public Uri Url => _options.PublicUrl ?? Address;

    /// <summary>A fresh way in for the administrator, when one was asked for or none has signed in yet.</summary>
    public Uri? AdministratorLink { get; private set; }

    /// <summary>Everything that was composed.</summary>
    public IServiceProvider Services => _app!.Services;

    /// <summary>Starts a server; it takes requests when this returns.</summary>
    /// <param name="options">What it was told.</param>
    /// <param name="ct">Stops the start.</param>
    /// <param name="configure">A last word on the composition, for tests.</param>
    /// <exception cref="StartRefusedException">It cannot start as it was told to.</exception>
    public static async Task<TalksServer> StartAsync(
        ServerOptions options, CancellationToken ct, Action<WebApplicationBuilder>? configure = null)
    {
        var server = new TalksServer(options);
        try
        {
            Preflight.Check(options);
            await server.StartAsync(configure, ct);
            return server;
        }
        catch (Exception failure)
        {
            // A part may complain that is stopped before it started; why the start failed is what matters.
            await server.DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (StartRefusal.For(failure, options) is { } refusal)
                throw refusal;
            throw;
        }
    }

    /// <summary>Until the process is told to stop: then true. False when it stops because a part of it broke off, which it has logged.</summary>
    public async Task<bool> WaitForShutdownAsync(CancellationToken stop)
    {
        await _app!.WaitForShutdownAsync(stop);
        TellOfBroken(cancelledToo: false); // something may have broken while it stopped
        return _broken.IsEmpty;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_started)
                await _app!.StopAsync();
        }
        finally
        {
            if (_app is not null)
                await _app.DisposeAsync();
            if (_postgres is not null)
                await _postgres.DisposeAsync();
            _startLogs.Dispose();
        }
    }

    private async Task StartAsync(Action<WebApplicationBuilder>? configure, CancellationToken ct)
    {
        var postgres = await StartPostgresAsync(ct);

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(TalksServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.ClearProviders().ToStandardError(_options);
        builder.WebHost.UseStaticWebAssets(); // also where the client was built and not published
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(_options.Address, _options.Port));
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false"; // it would answer GET on every address
        builder.AddTalks(_options, postgres);
        configure?.Invoke(builder);

        _app = builder.Build();
        _app.MapTalks();
        await Migrator.RunAsync(postgres, _app.Services.GetServices<MigrationSet>(), ct);
        _app.Lifetime.ApplicationStopping.Register(() => TellOfBroken(cancelledToo: false));
        _started = true; // what started before another part could not is stopped too
        await _app.StartAsync(ct);
        // The last to be registered is the first to be called: before any service is asked to stop, if not by the start's own token.
        _app.Lifetime.ApplicationStopping.Register(() => TellOfBroken(cancelledToo: !ct.IsCancellationRequested));

        Address = new Uri(_app.Urls.Single());
        await WarmUp.RunAsync(Address, _app.Services, _startLogs.CreateLogger<TalksServer>(), ct);
        var token = await _app.Services.GetRequiredService<AdministratorLink>().IssueAsync(_options.PrintAdministratorLink, ct);
        AdministratorLink = token is null ? null : new Uri(Url, $"/signin/{token.Text}");
    }

    /// <summary>
    /// A service that fails stops the host without a word: this is the word, once for each. So does one that lets somebody
    /// else's cancellation through, which cannot be told from being stopped once all are.
    /// </summary>
    private void TellOfBroken(bool cancelledToo)
    {
        foreach (var service in _app!.Services.GetServices<IHostedService>().OfType<BackgroundService>())
        {
            var failure = service.ExecuteTask is { IsCanceled: true } cancelled && cancelledToo
                ? new TaskCanceledException(cancelled)
                : service.ExecuteTask?.Exception?.GetBaseException();
            if (failure is null || !_broken.TryAdd(service, true))
                continue;
            _app.Services.GetRequiredService<ILogger<TalksServer>>().LogCritical(
                failure, "{Service} broke off, and the server stops. Please report this", service.GetType().Name);
        }
    }

    private async Task<PostgresOptions> StartPostgresAsync(CancellationToken ct)
    {
        if (_options.Connection is { } connection)
            return new PostgresOptions(connection);
        var options = new EmbeddedPostgresOptions(Path.Combine(_options.DataFolder, "postgres"));
        _postgres = await EmbeddedPostgres.StartAsync(
            options, TimeProvider.System, _startLogs.CreateLogger<EmbeddedPostgres>(), ct);
        return _postgres.Postgres;
    }
}
