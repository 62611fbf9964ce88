using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.SignalR;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Access;
using TalksPlatform.Server.Accounts.Tokens;
using TalksPlatform.Server.Tests.Kit;

namespace TalksPlatform.Server.Tests;

public sealed class AccessTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly TalkId Talk = TalkId.From(Guid.CreateVersion7());

    private IEnumerable<RouteEndpoint> Endpoints => server.Service<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    [Fact]
    public void Every_endpoint_says_who_may_use_it()
    {
        var silent = Endpoints.Where(endpoint => PolicyOf(endpoint) is null && !IsOpen(endpoint)).Select(Describe);

        silent.ShouldBeEmpty("Give each of these a policy, or AllowAnonymous.");
    }

    [Fact]
    public void Every_hub_method_says_who_may_call_it()
    {
        var silent = Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<HubMetadata>()?.HubType)
            .OfType<Type>()
            .Distinct()
            .SelectMany(hub => hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.GetBaseDefinition() == method)
            .Where(method => !IsNamed(method) && !IsNamed(method.DeclaringType!))
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

        silent.ShouldBeEmpty("Give each of these [Authorize(Policies...)].");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Role.Attendee)]
    [InlineData(Role.Speaker)]
    [InlineData(Role.Screener)]
    [InlineData(Role.Moderator)]
    [InlineData(Role.Producer)]
    [InlineData(Role.Host)]
    [InlineData(Role.Administrator)]
    public async Task Every_endpoint_refuses_whoever_is_less_than_it_asks_for_and_nobody_else(Role? role)
    {
        using var client = await ClientAsync(role, Talk);
        foreach (var endpoint in Endpoints.Where(endpoint => PolicyOf(endpoint) is not null))
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                using var answer = await client.SendAsync(HttpMethod.Parse(method), PathTo(endpoint, Talk));

                var refused = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
                var least = TalkAccess.ByPolicy[PolicyOf(endpoint)!].Least;
                refused.ShouldBe(role is null || role < least, $"{role?.ToString() ?? "nobody"} got {answer.StatusCode} from {method} {Describe(endpoint)}");
            }
    }

    [Fact]
    public async Task A_speaker_is_none_in_somebody_elses_talk()
    {
        using var client = await ClientAsync(Role.Speaker, TalkId.From(Guid.CreateVersion7()));
        var requiring = Endpoints.Where(endpoint => PolicyOf(endpoint) is Policies.Speak or Policies.Prepare && endpoint.RoutePattern.GetParameter("talkId") is not null);
        foreach (var endpoint in requiring)
        {
            using var answer = await client.SendAsync(HttpMethod.Post, PathTo(endpoint, Talk));
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, Describe(endpoint));
        }
    }

    private static bool IsNamed(MemberInfo member) =>
        member.GetCustomAttributes<AuthorizeAttribute>().Any(asks => asks.Policy is { } policy && TalkAccess.ByPolicy.ContainsKey(policy));

    private static bool IsOpen(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static string? PolicyOf(RouteEndpoint endpoint) => IsOpen(endpoint)
        ? null
        : endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()
            .Select(data => data.Policy)
            .OfType<string>()
            .Where(TalkAccess.ByPolicy.ContainsKey)
            .MaxBy(policy => TalkAccess.ByPolicy[policy].Least);

    private static string Describe(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText ?? endpoint.DisplayName ?? "?";

    private static string PathTo(RouteEndpoint endpoint, TalkId talk) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment =>
        string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart { Name: "talkId" } => talk.ToString(),
            RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(policy => policy.Content == "guid") =>
                Guid.CreateVersion7().ToString(),
            RoutePatternParameterPart { Name: var name } when name.EndsWith("Id", StringComparison.Ordinal) => Guid.CreateVersion7().ToString("N"),
            _ => "1",
        }))));

    private async Task<TestClient> ClientAsync(Role? role, TalkId talk)
    {
        if (role is not { } wanted)
            return server.Stranger();
        var person = new NewPerson(
            PersonId.New(), "Somebody", wanted, wanted is Role.Speaker ? talk : null,
            wanted is >= Role.Screener and <= Role.Host ? new Membership(Series: null, wanted) : null);
        var issued = await server.Service<TokenIssuer>().IssueAsync(
            person, TokenKind.Session, TimeProvider.System.GetUtcNow().AddHours(1), CancellationToken.None);
        return server.Bearing(issued.Secret.Text);
    }
}
