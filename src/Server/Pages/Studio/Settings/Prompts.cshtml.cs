using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Pages.Studio.Settings;

/// <summary>What callers of a series are told, in one language after the other.</summary>
/// <param name="calendar">The series.</param>
/// <param name="prompts">The prompts.</param>
[Authorize(Policies.Produce)]
[RequestSizeLimit(20 << 20)] // twice of what is taken: who sends a little too much is told so, and not just cut off
internal sealed class PromptsModel(IEpisodeReader calendar, IPhonePrompts prompts) : SeriesPage(calendar)
{
    public IReadOnlyList<PromptLanguage> Languages { get; private set; } = [];

    /// <summary>The language that is shown: the one that was asked for, else the series' own.</summary>
    public PromptLanguage Shown { get; private set; } = null!;

    /// <summary>Sentences and numbers: there are sixty of those, and one looks for them last.</summary>
    public IEnumerable<IGrouping<bool, PromptText>> Groups => Shown.Prompts.GroupBy(prompt => prompt.Text.All(char.IsAsciiDigit));

    public int Recorded(PromptLanguage language) => language.Prompts.Count(prompt => prompt.Recorded);

    public Task<IActionResult> OnPostSendAsync(string? name, IFormFile? file, CancellationToken ct) => DoAsync("saved", async () =>
    {
        await using var sent = file?.OpenReadStream();
        await prompts.RecordAsync(Series.Id, Asked, name ?? "", sent, ct);
    }, ct);

    public Task<IActionResult> OnPostRemoveAsync(string? name, CancellationToken ct) => DoAsync("removed", () =>
    {
        prompts.Remove(Series.Id, Asked, name ?? "");
        return Task.CompletedTask;
    }, ct);

    protected override Task LoadAsync(CancellationToken ct)
    {
        Languages = prompts.List(Series.Id);
        Shown = Languages.FirstOrDefault(one => one.Language == Asked) ?? Languages.FirstOrDefault(one => one.Language == Series.Language) ?? Languages[0];
        return Task.CompletedTask;
    }

    protected override string BackTo(string done) => $"{base.BackTo(done)}&language={Uri.EscapeDataString(Asked)}";

    private string Asked => Request.HasFormContentType ? Request.Form["language"].ToString() : Request.Query["language"].ToString();
}
