using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Pages.Studio.Settings;

/// <summary>The shelf of sounds that a series' studios play.</summary>
/// <param name="calendar">The series.</param>
/// <param name="shelf">The shelf.</param>
[Authorize(Policies.Produce)]
[RequestSizeLimit(128 << 20)] // twice of what is taken: who sends a little too much is told so, and not just cut off
internal sealed class SoundsModel(IEpisodeReader calendar, ISoundShelf shelf) : SeriesPage(calendar)
{
    private const int BytesASecond = 48_000 * 2;

    public IReadOnlyList<ShelfSound> Sounds { get; private set; } = [];

    /// <summary>What listening to a sound costs.</summary>
    public static long BytesOf(ShelfSound sound) => (long)(sound.Seconds * BytesASecond);

    public Task<IActionResult> OnPostAddAsync(IFormFile? file, CancellationToken ct) => DoAsync("saved", async () =>
    {
        await using var sent = file?.OpenReadStream();
        await shelf.AddAsync(Series.Id, sent, file?.FileName ?? "", Field("kind"), Field("name"), ct);
    }, ct);

    public Task<IActionResult> OnPostEditAsync(SoundId sound, CancellationToken ct) =>
        DoAsync("saved", () => shelf.ChangeAsync(Series.Id, sound, Field("name") ?? "", Field("kind"), Gain(), ct), ct);

    public Task<IActionResult> OnPostRemoveAsync(SoundId sound, CancellationToken ct) => DoAsync("removed", () => shelf.RemoveAsync(Series.Id, sound, ct), ct);

    protected override async Task LoadAsync(CancellationToken ct) => Sounds = await shelf.ListAsync(Series.Id, ct);

    /// <summary>What is no number is no gain either.</summary>
    private double? Gain() => Field("gain") is not { } text ? null
        : double.TryParse(text.Replace(',', '.').Replace('−', '-'), NumberStyles.Float, CultureInfo.InvariantCulture, out var gain) ? gain : double.NaN;
}
