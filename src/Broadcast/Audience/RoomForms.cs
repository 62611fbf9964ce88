using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Audience;

/// <summary>
/// Asking, upvoting and voting for pages without script: a form is posted, and the answer leads back to the live page,
/// with the fault's code when it was refused. A form's hidden "c" makes sending it twice harmless.
/// </summary>
internal static class RoomForms
{
    public static void Map(IEndpointRouteBuilder talks)
    {
        var forms = talks.MapGroup("/{talkId}/forms")
            .RequireAuthorization(Policies.Listen)
            .AddEndpointFilter<SameOriginFilter>()
            .DisableAntiforgery(); // the cookie is SameSite=Lax, and the filter compares origins
        forms.MapPost("/ask", AskAsync);
        forms.MapPost("/upvote", UpvoteAsync);
        forms.MapPost("/vote", VoteAsync);
    }

    private static Task<SeeOther> AskAsync(
        string talkId, [FromForm] string? text, [FromForm] string? name, [FromForm] string? c, ClaimsPrincipal user, TalkDirectory talks,
        CancellationToken ct)
    {
        // The question bears its command's value: whoever sends the form twice asks once.
        var command = CommandOf(c);
        return GiveAsync(talks, talkId, new Ask(new QuestionId(command.Value), text ?? "", name), command, user, ct);
    }

    // What cannot be read stays the empty id, and there is no such question or poll.

    private static Task<SeeOther> UpvoteAsync(
        string talkId, [FromForm] string? question, [FromForm] string? c, ClaimsPrincipal user, TalkDirectory talks, CancellationToken ct)
    {
        _ = QuestionId.TryParse(question, out var id);
        return GiveAsync(talks, talkId, new Upvote(id), CommandOf(c), user, ct);
    }

    private static Task<SeeOther> VoteAsync(
        string talkId, [FromForm] string? poll, [FromForm] string? option, [FromForm] string? c, ClaimsPrincipal user, TalkDirectory talks,
        CancellationToken ct)
    {
        _ = PollId.TryParse(poll, out var id);
        var choice = int.TryParse(option, CultureInfo.InvariantCulture, out var number) ? number : -1;
        return GiveAsync(talks, talkId, new CastVote(id, choice), CommandOf(c), user, ct);
    }

    private static async Task<SeeOther> GiveAsync(
        TalkDirectory talks, string talkId, TalkCommand command, CommandId id, ClaimsPrincipal user, CancellationToken ct)
    {
        _ = TalkId.TryParse(talkId, out var known);
        var talk = await talks.FindAsync(known, ct);
        var page = $"/e/{Uri.EscapeDataString(talk.State.Card!.Slug)}/live";
        try
        {
            await talk.AskAsync(command, Actor.From(user), id, ct);
            return new SeeOther(page);
        }
        catch (FaultException refused)
        {
            return new SeeOther($"{page}?fault={Uri.EscapeDataString(refused.Code)}");
        }
    }

    private static CommandId CommandOf(string? c) => CommandId.TryParse(c, out var id) ? id : CommandId.New();
}
