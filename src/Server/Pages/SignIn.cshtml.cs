using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Pages;

/// <summary>
/// Where a one-time link leads. Opening it shows a button, and only the button burns the link: messengers open links to
/// preview them.
/// </summary>
/// <param name="issuer">Knows the links.</param>
[AllowAnonymous]
[IgnoreAntiforgeryToken] // the link's own secret is in the address, and other sites' posts are refused before
internal sealed class SignInModel(TokenIssuer issuer) : PageModel
{
    /// <summary>Whom the link signs in; null when it is good for nothing.</summary>
    public string? Name { get; private set; }

    public async Task<IActionResult> OnGetAsync(string token, CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        if (await issuer.PeekAsync(token, ct) is not { } link)
            return Spent();
        Name = link.Token.Name ?? "";
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken ct)
    {
        if (await issuer.RedeemAsync(token, ct) is not { } issued)
            return Spent();
        TokenCookie.Set(HttpContext, issued.Secret, issued.Token.ExpiresAt);
        return Redirect(issued.Token.Role >= Role.Screener ? "/studio" : "/");
    }

    private PageResult Spent() => new() { StatusCode = StatusCodes.Status403Forbidden };
}
