using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Pages.Studio.Settings;

/// <summary>Who is told when something is wrong on air.</summary>
/// <param name="calendar">The series.</param>
/// <param name="hooks">Who is told.</param>
[Authorize(Policies.Host)]
internal sealed class AlarmsModel(IEpisodeReader calendar, IAlarmHooks hooks) : SeriesPage(calendar)
{
    public IReadOnlyList<AlarmHookView> Hooks { get; private set; } = [];

    /// <summary>What was just added: its secret is shown on this page and never again.</summary>
    public NewAlarmHook? Added { get; private set; }

    public async Task<IActionResult> OnPostAddAsync(CancellationToken ct)
    {
        if (await TryAsync(async () => Added = await hooks.AddAsync(Series.Id, Field("url"), ct), ct))
            await LoadAsync(ct);
        return Page();
    }

    public Task<IActionResult> OnPostTestAsync(Guid hook, CancellationToken ct) => DoAsync("tested", () => hooks.TestAsync(Series.Id, hook, ct), ct);

    public Task<IActionResult> OnPostRemoveAsync(Guid hook, CancellationToken ct) => DoAsync("removed", () => hooks.RemoveAsync(Series.Id, hook, ct), ct);

    protected override async Task LoadAsync(CancellationToken ct) => Hooks = await hooks.ListAsync(Series.Id, ct);
}
