using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Broadcast.Tests.Kit;

/// <summary>One server's memory of its talks, with the loops that keep it in step. Disposing it is the crash.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _running = [];

    private Node(ServiceProvider services) => _services = services;

    public TalkDirectory Talks => _services.GetRequiredService<TalkDirectory>();

    public TalkLog Log => _services.GetRequiredService<TalkLog>();

    public static async Task<Node> StartAsync(PostgresOptions postgres, TimeProvider? time = null)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(postgres)
            .AddSingleton(time ?? TimeProvider.System)
            .AddSingleton<BroadcastDb>()
            .AddSingleton<TalkBell>()
            .AddSingleton<TalkLog>()
            .AddSingleton<TalkDirectory>()
            .AddSingleton<OnAirTimer>()
            .AddSingleton<PollTimer>()
            .AddSingleton<TalkWatch>()
            .BuildServiceProvider();
        var node = new Node(services);
        foreach (var part in (IHostedService[])[
            services.GetRequiredService<TalkBell>(),
            services.GetRequiredService<OnAirTimer>(),
            services.GetRequiredService<PollTimer>(),
            services.GetRequiredService<TalkWatch>()])
        {
            await part.StartAsync(CancellationToken.None);
            node._running.Add(part);
        }
        return node;
    }

    /// <summary>Opens a talk's green room, as the calendar would.</summary>
    public Task<TalkSession> OpenAsync(DateTimeOffset? startsAt = null, EpisodeId? episode = null) =>
        Talks.OpenAsync(
            Episodes.Scheduled(episode ?? EpisodeId.New(), startsAt ?? _services.GetRequiredService<TimeProvider>().GetUtcNow().AddHours(1)),
            CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _running)
            await part.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}

/// <summary>Short ways of saying what tests say often.</summary>
internal static class TalkSentences
{
    public static Task<Accepted> AskAsync(this TalkSession talk, TalkCommand command, Actor actor) =>
        talk.AskAsync(command, actor, CommandId.New());

    /// <summary>A poll that takes ballots.</summary>
    public static async Task<PollId> OpenPollAsync(this TalkSession talk, params string[] options)
    {
        var poll = PollId.New();
        await talk.AskAsync(new CreatePoll(poll, "Well?", options), People.Host);
        await talk.AskAsync(new OpenPoll(poll), People.Host);
        return poll;
    }

    public static async Task<T> QueryAsync<T>(this PostgresOptions postgres, string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
