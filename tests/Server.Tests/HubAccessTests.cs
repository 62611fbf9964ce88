using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Hubs;
using TalksPlatform.Server.Accounts.Access;
using TalksPlatform.Server.Accounts.Tokens;
using TalksPlatform.Server.Tests.Kit;

namespace TalksPlatform.Server.Tests;

/// <summary>Every role calls every method of the hub, over the wire.</summary>
public sealed class HubAccessTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Unauthorized = "user is unauthorized";

    /// <summary>Calls that one of the audience may make in one go; refused ones count as well.</summary>
    private const int AtOnce = 50;

    private static readonly TalkId Nowhere = TalkId.Of(EpisodeId.New());

    private IEnumerable<MethodInfo> Methods => server.Service<EndpointDataSource>().Endpoints
        .Select(endpoint => endpoint.Metadata.GetMetadata<HubMetadata>()?.HubType)
        .OfType<Type>()
        .Distinct()
        .SelectMany(hub => hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(method => method.GetBaseDefinition() == method);

    [Theory]
    [InlineData(Role.Attendee)]
    [InlineData(Role.Speaker)]
    [InlineData(Role.Screener)]
    [InlineData(Role.Moderator)]
    [InlineData(Role.Producer)]
    [InlineData(Role.Host)]
    [InlineData(Role.Administrator)]
    public async Task Every_hub_method_refuses_whoever_is_less_than_it_asks_for_and_nobody_else(Role role)
    {
        foreach (var some in Methods.Chunk(AtOnce))
        {
            await using var connection = await VoteStorm.ConnectAsync(server.Server.Address, await TokenAsync(role));
            foreach (var method in some)
            {
                var answer = await AnswerAsync(connection, method);

                answer.ShouldNotContain("hub.too-fast");
                answer.Contains(Unauthorized, StringComparison.Ordinal)
                    .ShouldBe(role < LeastFor(method), $"a {role} got “{answer}” from {method.Name}");
            }
        }
    }

    [Fact]
    public void Every_hub_method_names_its_policy_or_is_for_everybody_with_a_token()
    {
        // Whoever adds a method that the audience may call writes it down here: what is not, asks for more than Listen.
        string[] forEverybody =
        [
            "Ask", "AskToSpeak", "CastVote", "CatchUp", "CloseChat", "EditQuestion", "Join", "LowerHand", "OpenChat", "RaiseHand", "React",
            "SendMessage", "TakeBackUpvote", "Upvote",
        ];
        Methods.Where(method => LeastFor(method) == Role.Attendee).Select(method => method.Name).Except(forEverybody, StringComparer.Ordinal)
            .ShouldBeEmpty("May really everybody call these?");
    }

    private static async Task<string> AnswerAsync(HubConnection connection, MethodInfo method)
    {
        try
        {
            return (await connection.AskAsync(method.Name, [.. method.GetParameters().Select(ArgumentFor)])).ToString();
        }
        catch (HubRefusedException refusal)
        {
            return refusal.Message;
        }
    }

    private static Role LeastFor(MethodInfo method) => method.GetCustomAttributes<AuthorizeAttribute>()
        .Concat(method.DeclaringType!.GetCustomAttributes<AuthorizeAttribute>())
        .Select(asks => TalkAccess.ByPolicy[asks.Policy!].Least)
        .Max();

    /// <summary>Something of its type that leads to nothing: there is no such talk.</summary>
    private static object? ArgumentFor(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(TalkId) => Nowhere,
        var type when Nullable.GetUnderlyingType(type) is not null => null,
        var type when type == typeof(string) => "x",
        var type when type.IsArray => Array.Empty<int>(),
        var type when type.IsEnum => Enum.GetValues(type).GetValue(0),
        var type when type == typeof(Guid) || type.GetMethod("From", [typeof(Guid)]) is not null => Guid.CreateVersion7().ToString("N"),
        var type when type.IsValueType && type.IsPrimitive => Activator.CreateInstance(type),
        var type when type == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
        var type when type.IsValueType => 0, // a vote, which may be a number
        _ => new Dictionary<string, object>(StringComparer.Ordinal),
    };

    private async Task<string> TokenAsync(Role role)
    {
        var member = role is >= Role.Screener and <= Role.Host ? new Membership(Series: null, role) : null;
        var issued = await server.Service<TokenIssuer>().IssueAsync(
            new NewPerson(PersonId.New(), "Somebody", role, role is Role.Speaker ? Nowhere : null, member),
            TokenKind.Session, TimeProvider.System.GetUtcNow().AddHours(1), CancellationToken.None);
        return issued.Secret.Text;
    }
}
