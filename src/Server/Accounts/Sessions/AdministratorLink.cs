using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts.Sessions;

/// <summary>The way in for whoever runs the machine: a one-time link that the server prints.</summary>
internal sealed class AdministratorLink(AccountsDb db, TokenIssuer issuer, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>A fresh link's token when it was asked for, or when no administrator has signed in yet; else null.</summary>
    public async Task<OpaqueToken?> IssueAsync(bool asked, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var administrator = await db.FindAdministratorAsync(now, ct);
        if (administrator is { SignedIn: true } && !asked)
            return null;

        var person = new NewPerson(administrator?.Id ?? PersonId.New(), "Administrator", Role.Administrator);
        return (await issuer.IssueAsync(person, TokenKind.OneTimeLink, now + Lifetime, ct)).Secret;
    }
}
