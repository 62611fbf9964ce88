using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Tokens;
using TalksPlatform.Server.Http;

namespace TalksPlatform.Server.Accounts.Sessions;

/// <summary>
/// Where a one-time link leads. Opening it shows a button, and only the button burns the link: messengers open links to
/// preview them.
/// </summary>
internal static class SignInPage
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/signin/{token}", ShowAsync).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapPost("/signin/{token}", EnterAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(string token, TokenIssuer issuer, CancellationToken ct) =>
        await issuer.PeekAsync(token, ct) is { } link
            ? PlainPage.Result(
                StatusCodes.Status200OK,
                $"Welcome, {link.Token.Name}",
                "This link signs this browser in. It works once.",
                """<form method="post"><button>Sign in</button></form>""")
            : Spent();

    private static async Task<IResult> EnterAsync(string token, HttpContext context, TokenIssuer issuer, CancellationToken ct)
    {
        if (await issuer.RedeemAsync(token, ct) is not { } issued)
            return Spent();
        TokenCookie.Set(context, issued.Secret, issued.Token.ExpiresAt);
        return TypedResults.Redirect(issued.Token.Role >= Role.Host ? "/studio" : "/");
    }

    private static IResult Spent() =>
        PlainPage.Result(StatusCodes.Status403Forbidden, "This link does not work any more", SignIn.Spent.Text);
}
