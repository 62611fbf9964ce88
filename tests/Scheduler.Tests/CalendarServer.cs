using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Foundation.Messaging;

namespace TalksPlatform.Scheduler.Tests;

/// <summary>A server with the calendar alone: real PostgreSQL, real HTTP, everybody is permitted everything, and all facts are noted.</summary>
internal sealed class CalendarServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CalendarServer(WebApplication app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public NotedFacts Facts => _app.Services.GetRequiredService<NotedFacts>();

    public IEpisodeReader Calendar => _app.Services.GetRequiredService<IEpisodeReader>();

    public static async Task<CalendarServer> StartAsync(
        PostgresOptions postgres, TimeProvider? time = null, SchedulerOptions? options = null, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Host, policy => policy.RequireAssertion(_ => true))
            .AddPolicy(Policies.Administer, policy => policy.RequireAssertion(_ => true));
        builder.Services
            .AddSingleton(postgres)
            .AddSingleton(time ?? TimeProvider.System)
            .AddSingleton<NotedFacts>()
            .AddFactHandler<EpisodeScheduled, Note<EpisodeScheduled>>()
            .AddFactHandler<EpisodeCancelled, Note<EpisodeCancelled>>()
            .AddFactHandler<GreenRoomDue, Note<GreenRoomDue>>()
            .AddFactHandler<EpisodeDue, Note<EpisodeDue>>()
            .AddFactDispatcher()
            .AddScheduler(options ?? new SchedulerOptions());
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.Use(TellFaultsAsync);
        app.Use(AdministerAsync);
        app.UseAuthorization();
        app.MapScheduler();
        await app.StartAsync();
        return new CalendarServer(app);
    }

    public async Task<JsonNode> PostAsync(string path, object? body = null)
    {
        using var response = await Http.PostAsJsonAsync(path, body ?? new { });
        return await AnswerAsync(response);
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return await AnswerAsync(response);
    }

    /// <summary>The code of the fault that a call ends in.</summary>
    public async Task<string> RefusalAsync(string path, object? body = null) =>
        (await PostAsync(path, body))["code"]?.GetValue<string>() ?? throw new InvalidOperationException("It was not refused.");

    public async Task<string> CreateSeriesAsync(string title = "Silk for small shops", string zone = "Asia/Vientiane") =>
        (await PostAsync("/api/series", new { title, zone, language = "lo" }))["id"]!.GetValue<string>();

    public Task<JsonNode> ScheduleAsync(string series, string startsAt, string title = "Silk", int durationMinutes = 60) =>
        PostAsync($"/api/series/{series}/episodes", new { title, startsAt, durationMinutes, speakers = (string[])["Noy"] });

    /// <summary>Says a fact of another module, as its own transaction would.</summary>
    public async Task TellAsync<TFact>(TFact fact) where TFact : IFact
    {
        await using var work = await Services.GetRequiredService<SchedulerDb>().BeginAsync(CancellationToken.None);
        await work.AddFactAsync(fact, CancellationToken.None);
        await work.CommitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task<JsonNode> AnswerAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        if ((int)response.StatusCode >= 500)
            throw new HttpRequestException($"{response.StatusCode}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    private static Task AdministerAsync(HttpContext context, RequestDelegate next)
    {
        context.User = new ClaimsPrincipal(new ClaimsIdentity(
            [new(TalkClaims.Person, PersonId.New().ToString()), new(TalkClaims.Role, nameof(Role.Administrator))], "test"));
        return next(context);
    }

    private static async Task TellFaultsAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (FaultException refusal)
        {
            context.Response.StatusCode = (int)refusal.Fault.Kind;
            await context.Response.WriteAsJsonAsync(new { code = refusal.Code, detail = refusal.Message });
        }
    }

    /// <summary>Notes the facts that it hears.</summary>
    private sealed class Note<TFact>(NotedFacts facts) : IFactHandler<TFact> where TFact : IFact
    {
        public Task HandleAsync(TFact fact, CancellationToken ct)
        {
            facts.Add(fact);
            return Task.CompletedTask;
        }
    }
}

/// <summary>The facts that a server told, in order.</summary>
internal sealed class NotedFacts
{
    private readonly ConcurrentQueue<IFact> _facts = [];

    public void Add(IFact fact) => _facts.Enqueue(fact);

    public IReadOnlyList<TFact> Of<TFact>() => [.. _facts.OfType<TFact>()];
}
