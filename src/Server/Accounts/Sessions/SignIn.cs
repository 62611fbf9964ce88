using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts.Sessions;

/// <summary>Exchanges a link's token for one to carry along. A one-time link is burnt by it.</summary>
internal static class SignIn
{
    /// <summary>What every way in answers to a token that is good for nothing.</summary>
    public static Fault Spent { get; } = new(
        "signin.spent", FaultKind.Denied, "This link was used already, or is too old. Ask for a new one.");

    public sealed record Request([Required, StringLength(200)] string Token);

    /// <param name="Token">To be sent as "Authorization: Bearer ...".</param>
    /// <param name="Name">Who signed in; null for an anonymous attendee.</param>
    /// <param name="Role">What she may do.</param>
    public sealed record Response(string Token, string? Name, Role Role);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/api/signin", HandleAsync)
        .AllowAnonymous()
        .WithName(nameof(SignIn));

    private static async Task<Ok<Response>> HandleAsync(Request request, TokenIssuer issuer, CancellationToken ct)
    {
        var issued = await issuer.RedeemAsync(request.Token, ct) ?? throw Spent.AsException();
        return TypedResults.Ok(new Response(issued.Secret.Text, issued.Token.Name, issued.Token.Role));
    }
}
