using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Audience;

/// <summary>
/// The same door for a page without script and for a program: who accepts JSON gets the answer or the refusal itself, a
/// form is led back to its page, with what was done (?done=) or the fault's code (?fault=).
/// </summary>
internal static class FormAnswer
{
    /// <summary>Who sent it is a program, or a page's script: it wants the answer itself.</summary>
    public static bool IsForScript(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.MediaType == MediaTypeNames.Application.Json);

    /// <summary>Does what a form of the talk's plan asks for.</summary>
    /// <param name="http">Of the form.</param>
    /// <param name="talks">All talks.</param>
    /// <param name="id">Whose page it is.</param>
    /// <param name="form">What the form is called on its page.</param>
    /// <param name="act">Does it as this person, and answers for programs.</param>
    public static async Task<IResult> ToPlanAsync<T>(HttpContext http, TalkDirectory talks, TalkId id, string form, Func<TalkSession, Actor, Task<T>> act)
    {
        var talk = await talks.FindAsync(id, http.RequestAborted);
        var actor = talk.State.ActorOf(http.User);
        if (IsForScript(http.Request))
            return TypedResults.Json(await act(talk, actor), BroadcastJson.Options);

        var page = $"/studio/{Uri.EscapeDataString(talk.State.Card!.Slug)}/plan";
        try
        {
            await act(talk, actor);
            return new SeeOther($"{page}?done={form}#{form}");
        }
        catch (FaultException refused)
        {
            return new SeeOther($"{page}?fault={Uri.EscapeDataString(refused.Code)}&form={form}#{form}");
        }
    }
}
