using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.Foundation.Forms;

namespace TalksPlatform.Broadcast.Registration;

/// <summary>
/// Takes what an attendee tells of herself, by a form of the episode's page that needs no script. Nothing is required, and
/// all of it can be deleted again. Only what the series asks for is kept.
/// </summary>
internal static class RegistrationForm
{
    public const int LongestAnswer = 60;

    public static void Map(RouteGroupBuilder forms)
    {
        forms.MapPost("/register", RegisterAsync);
        forms.MapPost("/forget-me", ForgetAsync);
    }

    /// <summary>The form of her own page, which belongs to no talk.</summary>
    public static void MapOwn(IEndpointRouteBuilder endpoints) => endpoints
        .MapPost("/api/me/forget", async (ClaimsPrincipal user, Registrations registrations, CancellationToken ct) =>
        {
            await registrations.ForgetAsync(Actor.From(user).Id, ct);
            return new SeeOther("/me?done=forgotten#registrations");
        })
        .RequireAuthorization(Policies.Listen)
        .DisableAntiforgery();

    private static Task<SeeOther> RegisterAsync(
        string talkId, [FromForm] string? sector, [FromForm] string? sectorOther, [FromForm] string? province,
        [FromForm] string? provinceOther, [FromForm] string? sex, [FromForm] string? sexOther,
        ClaimsPrincipal user, TalkDirectory talks, Registrations registrations, CancellationToken ct) =>
        AnswerAsync(talkId, talks, async talk =>
        {
            var card = talk.State.Card!;
            if (card.Rules.Asks.Count == 0)
                throw RegistrationFaults.NotAsked.AsException();
            var answers = new RegistrationAnswers(
                AnswerTo(RegistrationField.Sector, sector, sectorOther, card.Rules),
                AnswerTo(RegistrationField.Province, province, provinceOther, card.Rules),
                AnswerTo(RegistrationField.Sex, sex, sexOther, card.Rules));
            await registrations.SaveAsync(talk.Id, card.Series, Actor.From(user).Id, answers, ct);
            return answers.IsEmpty ? "forgotten" : "registered";
        }, ct);

    private static Task<SeeOther> ForgetAsync(
        string talkId, ClaimsPrincipal user, TalkDirectory talks, Registrations registrations, CancellationToken ct) =>
        AnswerAsync(talkId, talks, async _ =>
        {
            await registrations.ForgetAsync(Actor.From(user).Id, ct);
            return "forgotten";
        }, ct);

    /// <summary>One that was offered, or her own words; null when she did not say or was not asked.</summary>
    private static string? AnswerTo(RegistrationField field, string? chosen, string? written, RoomRules rules)
    {
        if (!rules.Asks.Contains(field))
            return null;
        if (chosen is not null && RegistrationAnswers.IsOffered(field, chosen))
            return chosen;
        var words = PlainText.Clean(written);
        if (words.Length > LongestAnswer)
            throw RegistrationFaults.TooLong.AsException();
        return words.Length == 0 ? null : words;
    }

    private static async Task<SeeOther> AnswerAsync(string talkId, TalkDirectory talks, Func<TalkSession, Task<string>> act, CancellationToken ct)
    {
        _ = TalkId.TryParse(talkId, out var known);
        var talk = await talks.FindAsync(known, ct);
        var page = $"/e/{Uri.EscapeDataString(talk.State.Card!.Slug)}";
        try
        {
            return new SeeOther($"{page}?done={await act(talk)}#about-you");
        }
        catch (FaultException refused)
        {
            return new SeeOther($"{page}?fault={Uri.EscapeDataString(refused.Code)}#about-you");
        }
    }
}
