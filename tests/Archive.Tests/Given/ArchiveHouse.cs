using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using TalksPlatform.Archive.Recordings;
using TalksPlatform.Archive.Replays;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Jobs;
using TalksPlatform.TestKit;

namespace TalksPlatform.Archive.Tests.Given;

/// <summary>The archive in a house of its own: a real database, a real data folder, real ffmpeg and a real web server.</summary>
internal sealed class ArchiveHouse : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PostgresOptions _postgres;
    private readonly DirectoryInfo _folder;

    private ArchiveHouse(WebApplication app, PostgresOptions postgres, DirectoryInfo folder)
    {
        _app = app;
        _postgres = postgres;
        _folder = folder;
        Web = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public static DateTimeOffset Evening { get; } = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    public DataFolder Data => _app.Services.GetRequiredService<DataFolder>();

    public ArchiveDb Db => _app.Services.GetRequiredService<ArchiveDb>();

    public Calendar Calendar => _app.Services.GetRequiredService<Calendar>();

    public HandRunJobs Jobs => _app.Services.GetRequiredService<HandRunJobs>();

    public IReplayReader Replays => _app.Services.GetRequiredService<IReplayReader>();

    public IAnswerLookUp Answers => _app.Services.GetRequiredService<IAnswerLookUp>();

    public HttpClient Web { get; }

    public static async Task<ArchiveHouse> OpenAsync(PostgresFixture postgres, ArchiveOptions? options = null)
    {
        var database = await postgres.CloneAsync();
        var folder = Directory.CreateTempSubdirectory("talks-archive-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton(database)
            .AddSingleton(new DataFolder(folder.FullName))
            .AddSingleton<TimeProvider>(TimeProvider.System)
            .AddSingleton<Calendar>()
            .AddSingleton<IEpisodeReader>(provider => provider.GetRequiredService<Calendar>())
            .AddSingleton<ITalkReader>(provider => provider.GetRequiredService<Calendar>())
            .AddSingleton<HandRunJobs>()
            .AddSingleton<IJobQueue>(provider => provider.GetRequiredService<HandRunJobs>())
            .AddArchive(options ?? new ArchiveOptions())
            .AddAuthorizationBuilder().AddPolicy(Policies.Host, policy => policy.RequireAssertion(_ => true));
        var app = builder.Build();
        app.MapArchive();
        await app.StartAsync();
        return new ArchiveHouse(app, database, folder);
    }

    /// <summary>Produces a replay of a tape as the live side's fact would, to the end.</summary>
    public async Task ProduceAsync(Tape tape, CancellationToken ct)
    {
        await HearAsync(tape.Closed, ct);
        await Jobs.RunAllAsync(ct);
    }

    /// <summary>Lets the archive hear the fact.</summary>
    public async Task HearAsync(RecordingClosed fact, CancellationToken ct)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ProduceReplay>().HandleAsync(fact, ct);
    }

    /// <summary>Lets the archive hear that a talk was set right after its end.</summary>
    public async Task HearAsync(TalkRecordChanged fact, CancellationToken ct)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ReplayEditor>().HandleAsync(fact, ct);
    }

    /// <summary>What the archive told others, in order: type and body.</summary>
    public async Task<IReadOnlyList<(string Type, string Body)>> FactsAsync()
    {
        await using var owner = new NpgsqlConnection(_postgres.ConnectionString);
        return [.. await owner.QueryAsync<(string, string)>("SELECT type, body::text FROM messaging.outbox ORDER BY fact_id")];
    }

    /// <summary>Every row of the archive as text, to compare before and after.</summary>
    public async Task<string> RowsAsync()
    {
        await using var owner = new NpgsqlConnection(_postgres.ConnectionString);
        var rows = new List<string>();
        foreach (var table in (string[])["recording", "recording_part", "recording_track", "rendition", "replay", "replay_chapter", "replay_question", "replay_poll", "replay_slide"])
            rows.AddRange(await owner.QueryAsync<string>($"SELECT '{table} ' || t::text FROM archive.{table} t ORDER BY 1"));
        return string.Join('\n', rows);
    }

    /// <summary>The files of an episode.</summary>
    public IReadOnlyList<string> FilesOf(EpisodeId episode) => NamesIn(Data.At("media", episode.ToString()));

    /// <summary>Files in the making.</summary>
    public IReadOnlyList<string> Drafts => NamesIn(Data.At("media", ".drafts"));

    public string MediaPath(EpisodeId episode, string file) => Data.At("media", episode.ToString(), file);

    public async ValueTask DisposeAsync()
    {
        Web.Dispose();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string[] NamesIn(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)]
        : [];
}
