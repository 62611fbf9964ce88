using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using TalksPlatform.Contracts;
using TalksPlatform.Server.Http;

namespace TalksPlatform.Server.Pages.Studio.Settings;

/// <summary>Where the talks of a series go: stations, Icecast servers, platforms.</summary>
/// <param name="calendar">The series and its talks.</param>
/// <param name="outputs">What is configured.</param>
[Authorize(Policies.Produce)]
internal sealed class OutputsModel(IEpisodeReader calendar, ITalkOutputs outputs) : SeriesPage(calendar)
{
    private const int UpcomingRead = 100;
    private const int PastShown = 5;

    private readonly IEpisodeReader _calendar = calendar;

    /// <summary>The talk whose outputs are shown; null when the series has none.</summary>
    public EpisodeCard? Talk { get; private set; }

    /// <summary>Those that can be chosen: coming ones, soonest first, then those that are just over.</summary>
    public IReadOnlyList<EpisodeCard> Talks { get; private set; } = [];

    public IReadOnlyList<OutputSettings> Outputs { get; private set; } = [];

    /// <summary>What runs though nobody configured it: the recording and the live sound.</summary>
    public IReadOnlyList<OutputStanding> Standing { get; private set; } = [];

    /// <summary>The studio is open, and so the states are known.</summary>
    public bool IsOpen => _running.Count > 0;

    private IReadOnlyList<OutputStanding> _running = [];

    public OutputStanding? StandingOf(OutputSettings output) => _running.FirstOrDefault(running => running.Id == output.Id);

    public Task<IActionResult> OnPostAddAsync(CancellationToken ct) => DoAsync("saved", () => outputs.AddAsync(Chosen, Asked(), ct), ct);

    public Task<IActionResult> OnPostEditAsync(Guid output, CancellationToken ct) => DoAsync("saved", () => outputs.EditAsync(Chosen, output, Asked(), ct), ct);

    public Task<IActionResult> OnPostSwitchAsync(Guid output, bool enabled, CancellationToken ct) =>
        DoAsync("saved", () => outputs.SwitchAsync(Chosen, output, enabled, ct), ct);

    public Task<IActionResult> OnPostRemoveAsync(Guid output, CancellationToken ct) => DoAsync("removed", () => outputs.RemoveAsync(Chosen, output, ct), ct);

    public Task<IActionResult> OnPostTestAsync(Guid output, CancellationToken ct) => DoAsync("tested", () =>
    {
        outputs.Test(Chosen, output);
        return Task.CompletedTask;
    }, ct);

    /// <summary>Takes over what another talk of the same series has.</summary>
    public async Task<IActionResult> OnPostTakeOverAsync(string? from, CancellationToken ct) =>
        Talks.FirstOrDefault(talk => talk.TalkId.ToString() == from) is { } other
            ? await DoAsync("saved", () => outputs.TakeOverAsync(Chosen, other.TalkId, ct), ct)
            : NotFound();

    protected override async Task<bool> FindAsync(SeriesCard series, CancellationToken ct)
    {
        var upcoming = (await _calendar.UpcomingAsync(UpcomingRead, ct)).Where(episode => episode.Series.Id == series.Id);
        Talks = [.. upcoming, .. await _calendar.PastAsync(series.Id, PastShown, ct)];
        var asked = Request.HasFormContentType ? Request.Form["talk"].ToString() : Request.Query["talk"].ToString();
        Talk = asked == "" ? (Talks is [var next, ..] ? next : null) : Talks.FirstOrDefault(talk => talk.TalkId.ToString() == asked);
        return Talk is not null || (asked == "" && HttpMethods.IsGet(Request.Method)); // another series' talk is not ours to set
    }

    protected override async Task LoadAsync(CancellationToken ct)
    {
        if (Talk is null)
            return;
        Outputs = await outputs.ListAsync(Talk.TalkId, ct);
        _running = outputs.Running(Talk.TalkId);
        Standing = [.. _running.Where(running => running.Id is null)];
    }

    protected override string BackTo(string done) => $"{base.BackTo(done)}&talk={Chosen}";

    private TalkId Chosen => Talk!.TalkId;

    private OutputRequest Asked()
    {
        var request = new OutputRequest(
            Field("kind") ?? "", Field("name"), Field("uri"), Field("codec"), Field("url"), Field("mount"), Field("user"), Field("password"),
            Field("mode"), Field("format"), Field("leg"), Field("backup"), Field("key"));
        RequestValidation.Check(request);
        return request;
    }
}

/// <summary>The fields of one output, as a partial shows them.</summary>
/// <param name="Page">Knows what was typed.</param>
/// <param name="Form">The form's name.</param>
/// <param name="Kind">station, icecast or rtmp.</param>
/// <param name="Edited">What is edited; null for a new one.</param>
internal sealed record OutputFields(OutputsModel Page, string Form, string Kind, OutputSettings? Edited)
{
    /// <summary>The address that Icecast is reached at, without its mount.</summary>
    public string? Server => Edited is { } edited && Uri.TryCreate(edited.Target, UriKind.Absolute, out var url) ? url.GetLeftPart(UriPartial.Authority) : null;

    /// <summary>Icecast's mount.</summary>
    public string? Mount => Edited is { } edited && Uri.TryCreate(edited.Target, UriKind.Absolute, out var url) ? url.AbsolutePath : null;

    public string? Of(string field, string? before) => Page.Kept(Form, field, before);
}
