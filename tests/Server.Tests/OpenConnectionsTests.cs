using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Tokens;
using TalksPlatform.Server.Tests.Kit;

namespace TalksPlatform.Server.Tests;

/// <summary>Connections that are cut while they end by themselves.</summary>
public sealed class OpenConnectionsTests
{
    [Fact]
    public async Task A_request_that_is_over_is_not_aborted_any_more()
    {
        var connections = new OpenConnections(new Silence());
        var person = PersonId.New();
        var user = new ClaimsPrincipal(new ClaimsIdentity([
            new Claim(TalkClaims.Person, person.ToString()), new Claim(TalkClaims.Role, nameof(Role.Attendee)), new Claim(KnownToken.HashClaim, "00")]));
        var hub = new OpenConnections.Middleware(_ => Task.CompletedTask, connections);
        var visits = Task.Run(async () =>
        {
            for (var visit = 0; visit < 200_000; visit++)
            {
                var request = new Request();
                var context = new DefaultHttpContext { User = user };
                context.Request.Path = "/hub/talk";
                context.Features.Set<IHttpRequestLifetimeFeature>(request);
                await hub.InvokeAsync(context);
                request.IsOver = true;
            }
        });

        while (!visits.IsCompleted)
            connections.Cut(person);
        await visits;
    }

    /// <summary>A request of Kestrel's: once it is over, whoever touches it meets the next one, or nothing.</summary>
    private sealed class Request : IHttpRequestLifetimeFeature
    {
        private volatile bool _isOver;

        public bool IsOver
        {
            get => _isOver;
            set => _isOver = value;
        }

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => ObjectDisposedException.ThrowIf(IsOver, this);
    }
}
