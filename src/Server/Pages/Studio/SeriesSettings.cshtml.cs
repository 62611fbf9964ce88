using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Accounts;
using TalksPlatform.Server.Accounts.Team;

namespace TalksPlatform.Server.Pages.Studio;

/// <summary>What a host decides about her series: who works on it, what its rooms permit and ask, and whom it reached.</summary>
/// <param name="calendar">The series.</param>
/// <param name="accounts">The team.</param>
/// <param name="time">Tells who is still signed in.</param>
[Authorize(Policies.Host)]
internal sealed class SeriesSettingsModel(IEpisodeReader calendar, AccountsDb accounts, TimeProvider time) : PageModel
{
    /// <summary>What can be given, least first.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Screener, Role.Moderator, Role.Producer, Role.Host];

    public SeriesCard Series { get; private set; } = null!;

    public IReadOnlyList<TeamMember> Team { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(SeriesId seriesId, CancellationToken ct)
    {
        if ((await calendar.SeriesAsync(ct)).FirstOrDefault(series => series.Id == seriesId) is not { } series)
            return NotFound();

        var team = await accounts.TeamAsync(seriesId, time.GetUtcNow(), ct);
        var everywhere = team.Where(member => member.Everywhere).Select(member => member.Person).ToHashSet();
        (Series, Team) = (series, [.. team.Where(member => member.Everywhere || !everywhere.Contains(member.Person))]);
        Response.Headers.CacheControl = "no-store";
        return Page();
    }
}
