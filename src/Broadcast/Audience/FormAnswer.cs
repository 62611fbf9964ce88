using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Audience;

/// <summary>
/// The same door for a page without script and for a program: who accepts JSON gets the answer or the refusal itself, a
/// form is led back to its page, with what was done (?done=) or the fault's code (?fault=).
/// </summary>
internal static class FormAnswer
{
    /// <param name="request">Of the form.</param>
    /// <param name="talk">Whose page it is.</param>
    /// <param name="form">What the form is called on its page.</param>
    /// <param name="act">Does it, and answers for programs.</param>
    public static async Task<IResult> ToPlanAsync<T>(HttpRequest request, TalkSession talk, string form, Func<Task<T>> act)
    {
        if (request.GetTypedHeaders().Accept.Any(type => type.MediaType == MediaTypeNames.Application.Json))
            return TypedResults.Json(await act(), BroadcastJson.Options);

        var page = $"/studio/{Uri.EscapeDataString(talk.State.Card!.Slug)}/plan";
        try
        {
            await act();
            return new SeeOther($"{page}?done={form}#{form}");
        }
        catch (FaultException refused)
        {
            return new SeeOther($"{page}?fault={Uri.EscapeDataString(refused.Code)}&form={form}#{form}");
        }
    }
}
