using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Kit;

/// <summary>A server with a room and nothing else, on a real socket of the loopback.</summary>
internal sealed class RoomHost : IAsyncDisposable
{
    /// <summary>The header by which a sign-in says until when it is good.</summary>
    public const string ExpiresAt = "Expires-At";

    /// <summary>How long connections that are open may hold up the end of a server.</summary>
    public static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private RoomHost(WebApplication app, DirectoryInfo folder) => (_app, _folder) = (app, folder);

    public Uri Address => new(_app.Urls.Single());

    public TalkDirectory Talks => Get<TalkDirectory>();

    /// <summary>A part of it failed beyond repair.</summary>
    public bool IsStopping => _app.Lifetime.ApplicationStopping.IsCancellationRequested;

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="postgres">Where its talks are kept.</param>
    /// <param name="time">Its clock; the machine's when it is not given.</param>
    /// <param name="otherwise">What is not as usual.</param>
    public static async Task<RoomHost> StartAsync(PostgresOptions postgres, TimeProvider? time = null, Action<IServiceCollection>? otherwise = null)
    {
        var folder = Directory.CreateTempSubdirectory("talks-room-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton(postgres)
            .AddSingleton(new DataFolder(folder.FullName))
            .AddSingleton(time ?? TimeProvider.System)
            .AddSingleton<BroadcastDb>()
            .AddTalks()
            .AddRoom()
            .ConfigureHttpJsonOptions(json => BroadcastJson.Configure(json.SerializerOptions))
            .AddAuthorization(access =>
            {
                foreach (var policy in new[] { Policies.Listen, Policies.Speak })
                    access.AddPolicy(policy, rule => rule.RequireAuthenticatedUser());
                foreach (var (policy, least) in new[] { (Policies.Screen, Role.Screener), (Policies.Moderate, Role.Moderator), (Policies.Produce, Role.Producer), (Policies.Host, Role.Host) })
                    access.AddPolicy(policy, rule => rule.RequireAssertion(
                        context => context.User.Identity is { IsAuthenticated: true } && Actor.From(context.User).Role >= least));
            })
            .AddAuthentication(TrustingScheme.Name)
            .AddScheme<AuthenticationSchemeOptions, TrustingScheme>(TrustingScheme.Name, null);
        otherwise?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapRoom();
        await app.StartAsync();
        return new RoomHost(app, folder);
    }

    /// <summary>A talk whose green room is open.</summary>
    public Task<TalkSession> OpenAsync() => Talks.OpenAsync(
        Episodes.Scheduled(EpisodeId.New(), Get<TimeProvider>().GetUtcNow().AddHours(1)), CancellationToken.None);

    /// <summary>A token that this server believes.</summary>
    public static string TokenOf(Actor actor) => TrustingScheme.TokenOf(actor);

    public Task<HubConnection> ConnectAsync(Actor actor, params TalkId[] invitedTo) =>
        HubConnection.OpenAsync(new Uri($"ws://{Address.Authority}{TalkHub.Path}"), TrustingScheme.TokenOf(actor, invitedTo));

    public HttpClient Http(Actor? actor = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        if (actor is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", TrustingScheme.TokenOf(actor));
        return client;
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(StopPatience);
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Believes what a token says: person.role.name.talk.talk... until what its header tells, if it does.</summary>
    private sealed class TrustingScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        public const string Name = "Trusting";

        public static string TokenOf(Actor actor, params TalkId[] invitedTo) =>
            string.Join('.', [actor.Id.ToString(), actor.Role.ToString(), actor.Name ?? "", .. invitedTo.Select(talk => talk.ToString())]);

        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers.Authorization.ToString().Split("Bearer ") is not [_, var token])
                return Task.FromResult(AuthenticateResult.NoResult());
            var parts = token.Split('.');
            var claims = new List<Claim> { new(TalkClaims.Person, parts[0]), new(TalkClaims.Role, parts[1]), new(TalkClaims.Member, $"*:{parts[1]}") };
            if (parts[2].Length > 0)
                claims.Add(new Claim(TalkClaims.Name, parts[2]));
            claims.AddRange(parts[3..].Select(talk => new Claim(TalkClaims.Talk, talk)));
            var identity = new ClaimsIdentity(claims, Name, TalkClaims.Name, TalkClaims.Role);
            DateTimeOffset? expires = Request.Headers[ExpiresAt] is [{ } at] ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture) : null;
            return Task.FromResult(AuthenticateResult.Success(
                new AuthenticationTicket(new ClaimsPrincipal(identity), new AuthenticationProperties { ExpiresUtc = expires }, Name)));
        }
    }
}
