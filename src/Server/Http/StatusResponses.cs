using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace TalksPlatform.Server.Http;

/// <summary>Gives a body to answers that have only a status: no such address, no such method.</summary>
internal static class StatusResponses
{
    public static Task WriteAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        var code = context.Response.StatusCode;
        var (name, text) = code switch
        {
            StatusCodes.Status404NotFound => ("request.not-found", "There is nothing at this address."),
            StatusCodes.Status405MethodNotAllowed => ("request.method-not-allowed", "This address does not take this method."),
            StatusCodes.Status415UnsupportedMediaType => ("request.unsupported-media-type", "Send JSON with Content-Type: application/json."),
            _ => ("request.refused", $"The request was refused: {ReasonPhrases.GetReasonPhrase(code)}."),
        };
        return Problem.WriteAsync(context, code, name, text);
    }
}
