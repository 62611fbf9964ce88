using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Data;

namespace TalksPlatform.Server.Pages;

/// <summary>Finds talks, questions with their answers, and files, by any part of a word.</summary>
/// <param name="calendar">The talks.</param>
/// <param name="answers">The questions of all replays.</param>
/// <param name="handouts">The files to take home.</param>
/// <param name="episodes">What a finding belongs to.</param>
/// <param name="door">How many may search at once.</param>
[AllowAnonymous]
internal sealed class SearchModel(
    ICalendarLookUp calendar, IAnswerLookUp answers, IHandoutLookUp handouts, IEpisodeReader episodes, SearchDoor door) : PageModel
{
    private const int Most = 20;

    /// <summary>What is looked for, as it was typed.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    public IReadOnlyList<EpisodeCard> Talks { get; private set; } = [];

    public IReadOnlyList<(EpisodeCard Episode, FoundQuestion Found)> Questions { get; private set; } = [];

    public IReadOnlyList<(EpisodeCard Episode, HandoutView File)> Files { get; private set; } = [];

    /// <summary>Something was looked for.</summary>
    public bool Searched { get; private set; }

    /// <summary>There was no time to look.</summary>
    public bool Busy { get; private set; }

    public int Found => Talks.Count + Questions.Count + Files.Count;

    /// <summary>One of the lists may go on.</summary>
    public bool IsCut { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var words = SearchWords.Of(Query);
        Query = string.Join(' ', words);
        if (words.Count == 0)
            return;

        using var place = await door.EnterAsync(HttpContext.Connection.RemoteIpAddress, ct);
        if (place is null)
        {
            TellBusy(StatusCodes.Status429TooManyRequests);
            return;
        }
        try
        {
            await FindAsync(words, ct);
        }
        catch (NpgsqlException slow) when (slow is { InnerException: TimeoutException } or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled })
        {
            TellBusy(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private void TellBusy(int status)
    {
        Busy = true;
        (Talks, Questions, Files) = ([], [], []);
        Response.StatusCode = status;
        Response.Headers.RetryAfter = "5";
    }

    private async Task FindAsync(IReadOnlyList<string> words, CancellationToken ct)
    {
        Searched = true;
        Talks = await calendar.SearchAsync(words, Most, ct);
        var known = Talks.ToDictionary(episode => episode.Id, episode => (EpisodeCard?)episode);
        var asked = await answers.SearchAsync(words, Most, ct);
        var files = await handouts.SearchAsync(words, Most, ct);
        IsCut = Talks.Count == Most || asked.Count == Most || files.Count == Most;

        var questions = new List<(EpisodeCard, FoundQuestion)>(asked.Count);
        foreach (var found in asked)
        {
            if (await EpisodeAsync(found.EpisodeId) is { } episode)
                questions.Add((episode, found));
        }
        Questions = questions;

        var shown = new List<(EpisodeCard, HandoutView)>(files.Count);
        foreach (var found in files)
        {
            if (await EpisodeAsync(found.TalkId.Episode) is { State: not EpisodeState.Cancelled } episode)
                shown.Add((episode, found.File));
        }
        Files = shown;

        async Task<EpisodeCard?> EpisodeAsync(EpisodeId id) =>
            known.TryGetValue(id, out var episode) ? episode : known[id] = await episodes.FindAsync(id, ct);
    }
}
