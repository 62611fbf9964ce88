using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Registration;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Foundation.Forms;

namespace TalksPlatform.Broadcast.Audience;

/// <summary>
/// Asking, upvoting and voting for pages without script: a form is posted, and the answer leads back to the live page,
/// with the form's name when it was accepted (?done=ask) and the fault's code when it was refused (?fault=poll.closed). A
/// form's hidden "c" makes sending it twice harmless. A script that accepts JSON gets what the hub would answer.
/// </summary>
internal static class RoomForms
{
    public static void Map(IEndpointRouteBuilder talks)
    {
        var forms = talks.MapGroup("/{talkId}/forms")
            .RequireAuthorization(Policies.Listen)
            .DisableAntiforgery(); // the cookie is SameSite=Lax, and the server refuses what another site sends
        forms.MapPost("/ask", AskAsync);
        forms.MapPost("/edit", EditAsync);
        forms.MapPost("/upvote", UpvoteAsync);
        forms.MapPost("/take-back", TakeBackAsync);
        forms.MapPost("/vote", VoteAsync);
        RegistrationForm.Map(forms);
    }

    private static Task<IResult> AskAsync(
        string talkId, [FromForm] string? text, [FromForm] string? name, [FromForm] string? language, [FromForm] string? c,
        HttpContext http, TalkDirectory talks, [FromServices] AskPace pace)
    {
        // The question bears its command's value: whoever sends the form twice asks once.
        var command = CommandOf(c);
        var ask = new Ask(new QuestionId(command.Value), text ?? "", name, language);
        return GiveAsync(talks, talkId, ask, command, http, keep: text, name: name, pace: pace);
    }

    private static Task<IResult> EditAsync(
        string talkId, [FromForm] string? question, [FromForm] string? text, [FromForm] string? c, HttpContext http, TalkDirectory talks)
    {
        _ = QuestionId.TryParse(question, out var id);
        return GiveAsync(talks, talkId, new EditQuestion(id, text ?? ""), CommandOf(c), http, keep: text, at: question);
    }

    // What cannot be read stays the empty id, and there is no such question or poll.

    private static Task<IResult> UpvoteAsync(
        string talkId, [FromForm] string? question, [FromForm] string? c, HttpContext http, TalkDirectory talks)
    {
        _ = QuestionId.TryParse(question, out var id);
        return GiveAsync(talks, talkId, new Upvote(id), CommandOf(c), http);
    }

    private static Task<IResult> TakeBackAsync(
        string talkId, [FromForm] string? question, [FromForm] string? c, HttpContext http, TalkDirectory talks)
    {
        _ = QuestionId.TryParse(question, out var id);
        return GiveAsync(talks, talkId, new TakeBackUpvote(id), CommandOf(c), http);
    }

    private static Task<IResult> VoteAsync(string talkId, IFormCollection form, HttpContext http, TalkDirectory talks)
    {
        _ = PollId.TryParse(form["poll"], out var id);
        int[] chosen = [.. form["option"].Where(choice => choice is not "").Select(Number)]; // a ranking leaves places empty
        Vote vote = form.TryGetValue("text", out var text) ? new WriteAnswer(id, text)
            : chosen.Length > 1 ? new CastBallot(id, chosen)
            : new CastVote(id, chosen is [var only] ? only : -1);
        var filled = vote is WriteAnswer ? text.ToString() : string.Join(',', form["option"].AsEnumerable());
        return GiveAsync(talks, talkId, vote, CommandOf(form["c"]), http, keep: filled, at: form["poll"]);

        static int Number(string? choice) => int.TryParse(choice, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }

    /// <summary>Gives the command of a form, and leads back to the page, which says what became of it.</summary>
    /// <param name="keep">What was written, or chosen: it stands in the form again when it was refused.</param>
    /// <param name="name">The name to show, as it was given; null where none is asked for.</param>
    /// <param name="at">In which of the page's forms of its kind it was written: what that one is about.</param>
    /// <param name="pace">How often one may give it; null when nothing but the token's own limit holds.</param>
    private static async Task<IResult> GiveAsync(
        TalkDirectory talks, string talkId, TalkCommand command, CommandId id, HttpContext http,
        string? keep = null, string? name = null, string? at = null, AskPace? pace = null)
    {
        _ = TalkId.TryParse(talkId, out var known);
        var talk = await talks.FindAsync(known, http.RequestAborted);
        var actor = talk.State.ActorOf(http.User);
        if (FormAnswer.IsForScript(http.Request))
        {
            TakePlace();
            return TypedResults.Json(await talk.AskAsync(command, actor, id, http.RequestAborted), BroadcastJson.Options);
        }

        // In advance there is no room to go back to: the form stands on the episode's own page.
        var episode = $"/e/{Uri.EscapeDataString(talk.State.Card!.Slug)}";
        var page = talk.State.Phase == TalkPhase.Announced ? episode : $"{episode}/live";
        try
        {
            TakePlace();
            await talk.AskAsync(command, actor, id, http.RequestAborted);
            var form = http.Request.Path.Value!.Split('/')[^1];
            return new SeeOther($"{page}?done={form}#room");
        }
        catch (FaultException refused)
        {
            KeptText.Keep(http.Response, page, keep, name);
            var where = keep is null || at is null ? "" : $"&at={Uri.EscapeDataString(at)}";
            return new SeeOther($"{page}?fault={Uri.EscapeDataString(refused.Code)}{where}#room");
        }

        void TakePlace()
        {
            if (command is Ask { Question: var question })
                pace?.Take(talk.State, question, actor, http.Connection.RemoteIpAddress);
        }
    }

    private static CommandId CommandOf(string? c) => CommandId.TryParse(c, out var id) ? id : CommandId.New();
}
