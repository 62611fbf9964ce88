using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>The live side with its sound on real sockets of the loopback. Starting it again on the same folder is a restart.</summary>
internal sealed class StudioHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StudioHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public StudioFloor Floor => Get<StudioFloor>();

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<StudioHost> StartAsync(
        PostgresOptions postgres, string folder, BroadcastOptions? options = null, Action<IServiceCollection>? besides = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders().AddProvider(new TestLog()).AddFilter("Microsoft", LogLevel.Warning);
        builder.Services
            .AddSingleton(postgres)
            .AddSingleton(new DataFolder(folder))
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IEpisodeReader, PaperCalendar>()
            .AddSingleton<PaperPeople>()
            .AddSingleton<IPeopleReader>(all => all.GetRequiredService<PaperPeople>())
            .AddBroadcast(options ?? new BroadcastOptions { UdpPort = 0, SipPort = 0 })
            .AddAuthorization(access =>
            {
                foreach (var policy in new[] { Policies.Listen, Policies.Speak, Policies.Screen, Policies.Moderate, Policies.Produce, Policies.Host })
                    access.AddPolicy(policy, rule => rule.RequireAuthenticatedUser());
            })
            .AddAuthentication(TrustingScheme.Name)
            .AddScheme<AuthenticationSchemeOptions, TrustingScheme>(TrustingScheme.Name, null);
        besides?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseLiveSound();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = TellFault });
        app.UseRouting().UseAuthentication().UseAuthorization();
        app.MapBroadcast();
        await app.StartAsync();
        return new StudioHost(app);
    }

    /// <summary>A talk whose studio is open.</summary>
    public async Task<TalkSession> OpenTalkAsync(string slug = "tea", RoomRules? rules = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        var talk = await Get<TalkDirectory>().OpenAsync(
            Episodes.Scheduled(EpisodeId.New(), now.AddHours(1), "Tea", slug, Episodes.Series() with { Rules = rules ?? RoomRules.Default }),
            CancellationToken.None);
        await TestKit.Eventually.BecomesAsync(() => Floor.TryFind(talk.Id) is not null, "the studio opens");
        return talk;
    }

    public HttpClient Http(Actor? actor = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (actor is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"{actor.Id}.{actor.Role}.{actor.Name}");
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(RoomHost.StopPatience);
        await _app.DisposeAsync();
    }

    private static Task TellFault(HttpContext http)
    {
        var failure = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        http.Response.StatusCode = failure is FaultException fault ? (int)fault.Fault.Kind : 500;
        return http.Response.WriteAsync(failure?.Message ?? "");
    }

    /// <summary>Believes what a token says: person.role.name.</summary>
    private sealed class TrustingScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        public const string Name = "Trusting";

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers.Authorization.ToString().Split("Bearer ") is not [_, var token])
                return Task.FromResult(AuthenticateResult.NoResult());
            var parts = token.Split('.');
            var identity = new ClaimsIdentity(
                [new(TalkClaims.Person, parts[0]), new(TalkClaims.Role, parts[1]), new(TalkClaims.Member, $"*:{parts[1]}"), new(TalkClaims.Name, parts[2])], Name);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name)));
        }
    }
}
