using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Pages.Studio.Settings;

/// <summary>What a series' telephone numbers do.</summary>
/// <param name="calendar">The series.</param>
/// <param name="lines">The numbers.</param>
[Authorize(Policies.Host)]
internal sealed class PhoneModel(IEpisodeReader calendar, IPhoneLines lines) : SeriesPage(calendar)
{
    public PhoneLineView Line { get; private set; } = null!;

    public Task<IActionResult> OnPostAsync(CancellationToken ct) => DoAsync("saved", () => lines.PutAsync(
        Series.Id,
        new PhoneLineRequest(
            Words("numbers"), [.. Request.Form["languages"].OfType<string>()], Field("callsBack") is not null, Words("prefixes"), Number("callsADay"), Number("minutesADay")),
        ct), ct);

    protected override async Task LoadAsync(CancellationToken ct) => Line = await lines.GetAsync(Series.Id, ct);
}
