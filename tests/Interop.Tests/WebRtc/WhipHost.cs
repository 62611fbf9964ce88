using System.Collections.Concurrent;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media.Whip;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>
/// The server's WHIP and WHEP over an endpoint of our own, without a talk behind it: the tests hear and feed each peer
/// themselves. It also serves the pages of the guests that are browsers.
/// </summary>
public sealed class WhipHost : IAsyncDisposable
{
    private const string Redundant = "-red";

    private readonly ClaimsPrincipal _guest = new(new ClaimsIdentity([new Claim(TalkClaims.Person, PersonId.New().ToString())]));
    private readonly WebApplication _web;
    private readonly RtcEndpoint _endpoint;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<PeerConnection>> _calls = new(StringComparer.Ordinal);

    private WhipHost(WebApplication web, RtcEndpoint endpoint)
    {
        _web = web;
        _endpoint = endpoint;
    }

    /// <summary>Where the pages and the WHIP addresses are, e.g. http://127.0.0.1:41234.</summary>
    public Uri Address => new(_web.Urls.Single());

    /// <summary>Our side of WebRTC.</summary>
    public RtcEndpoint Endpoint => _endpoint;

    /// <summary>What guests are asked to do.</summary>
    internal GuestBook Guests { get; } = new();

    /// <summary>Opens it.</summary>
    public static async Task<WhipHost> StartAsync(IPAddress? address = null)
    {
        var home = address ?? IPAddress.Loopback;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(home, 0));
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Listen, policy => policy.RequireAssertion(_ => true)); // who may enter is the server's matter
        var endpoint = new RtcEndpoint(new RtcEndpointOptions
        {
            Bind = new IPEndPoint(home, 0),
            TcpBind = new IPEndPoint(home, 0),
            AdvertisedAddresses = [home],
        });
        var sessions = new RtcSessions();
        builder.Services.AddSingleton(sessions);
        var web = builder.Build();
        var host = new WhipHost(web, endpoint);
        web.UseAuthorization();
        host.Map(sessions);
        endpoint.Start();
        await web.StartAsync();
        return host;
    }

    /// <summary>The name of a call to come, for <see cref="PeerAsync"/>.</summary>
    /// <param name="redundant">We would rather hear each packet twice (RED).</param>
    public string NewCall(bool redundant = false)
    {
        var call = Guid.NewGuid().ToString("N") + (redundant ? Redundant : "");
        _calls[call] = new TaskCompletionSource<PeerConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        return call;
    }

    /// <summary>Our side of the call, once the guest has called.</summary>
    public Task<PeerConnection> PeerAsync(string call) => _calls[call].Task;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _endpoint.DisposeAsync();
        await _web.DisposeAsync();
    }

    private void Map(RtcSessions sessions)
    {
        Guests.Map(_web);
        Map("/whip", new PeerOptions { MayReceive = true, MaySend = true }, sessions);
        Map("/whep", new PeerOptions { MaySend = true }, sessions);
    }

    private void Map(string path, PeerOptions options, RtcSessions sessions)
    {
        _web.MapPost(path + "/{call}", (string call, HttpContext http, CancellationToken ct) => RtcAnswers.AnswerAsync(
            http,
            offer =>
            {
                var peer = _endpoint.Answer(offer, options with { PrefersRedundancy = call.EndsWith(Redundant, StringComparison.Ordinal) });
                _calls[call].TrySetResult(peer);
                return Task.FromResult((path + "/sessions", sessions.Add(peer, _guest, over: () => Task.CompletedTask)));
            },
            ct));
        RtcSessionEndpoints.Map(_web.MapGroup(path + "/sessions/{secret}"));
    }
}
