using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Pages;

/// <summary>What we keep of whoever asks, by the cookie of this device: what she told of herself, her questions; and her settings.</summary>
/// <param name="own">What the live side keeps of her.</param>
/// <param name="episodes">What it belongs to.</param>
[AllowAnonymous]
internal sealed class MeModel(IOwnReader own, IEpisodeReader episodes) : PageModel
{
    private const int TalksShown = 10;
    private const int RegistrationsShown = 50;

    /// <summary>What the form that led back here did, or null.</summary>
    [BindProperty(SupportsGet = true, Name = "done")]
    public string? Done { get; set; }

    public bool IsKnown => User.Identity is { IsAuthenticated: true };

    public IReadOnlyList<(EpisodeCard Episode, IReadOnlyList<QuestionView> Questions)> Asked { get; private set; } = [];

    public IReadOnlyList<(EpisodeCard Episode, RegistrationAnswers Answers)> Told { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Response.Headers.CacheControl = "no-store";
        if (!IsKnown)
            return;

        var person = Actor.From(User).Id;
        var asked = new List<(EpisodeCard, IReadOnlyList<QuestionView>)>();
        foreach (var talk in await own.QuestionsAsync(person, TalksShown, ct))
        {
            if (await episodes.FindAsync(talk.TalkId.Episode, ct) is { } episode)
                asked.Add((episode, talk.Questions));
        }
        Asked = asked;

        var told = new List<(EpisodeCard, RegistrationAnswers)>();
        foreach (var registration in await own.RegistrationsAsync(person, RegistrationsShown, ct))
        {
            if (await episodes.FindAsync(registration.TalkId.Episode, ct) is { } episode)
                told.Add((episode, registration.Answers));
        }
        Told = told;
    }

    /// <summary>The key of the text that says where a question stands.</summary>
    public static string StateOf(QuestionView question) => question switch
    {
        { State: QuestionState.Asked } => "room.q.asked",
        { State: QuestionState.Declined } => "room.q.declined",
        { State: QuestionState.Merged } => "room.q.merged",
        { State: QuestionState.Next } => "room.q.next",
        { State: QuestionState.Answering } => "room.q.answering",
        { State: QuestionState.Deferred } => "room.q.deferred",
        { State: QuestionState.Answered, Answer: not null, AnsweringAt: null } => "room.q.answered-in-writing",
        { State: QuestionState.Answered } => "room.q.answered",
        _ => "me.shown",
    };
}
