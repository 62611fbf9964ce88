using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts;
using TalksPlatform.Server.Accounts.Team;

namespace TalksPlatform.Server.Pages.Admin;

/// <summary>Where an administrator invites hosts, and sees who works on all series.</summary>
/// <param name="accounts">The team.</param>
/// <param name="time">Tells who is still signed in.</param>
[Authorize(Policies.Administer)]
internal sealed class IndexModel(AccountsDb accounts, TimeProvider time) : PageModel
{
    public IReadOnlyList<TeamMember> Team { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Team = await accounts.TeamAsync(series: null, time.GetUtcNow(), ct);
}
