using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Messaging;
using TalksPlatform.Server.Accounts.Tokens;

namespace TalksPlatform.Server.Accounts.Team;

/// <summary>Whoever founds a series is its host.</summary>
internal sealed class FoundersHost(AccountsDb db, TokenDirectory tokens, TimeProvider time) : IFactHandler<SeriesFounded>
{
    public async Task HandleAsync(SeriesFounded fact, CancellationToken ct)
    {
        await using var work = await db.BeginAsync(ct);
        await work.SetMemberAsync(fact.By, new Membership(fact.SeriesId, Role.Host), time.GetUtcNow(), ct);
        await work.CommitAsync(ct);
        tokens.Forget(fact.By, cut: false);
    }
}
