using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace TalksPlatform.Server.Http;

/// <summary>Gives a code and a sentence to answers that have only a status: no such address, no such method.</summary>
internal static class StatusResponses
{
    public static Task WriteAsync(StatusCodeContext status)
    {
        var (code, text) = Describe(status.HttpContext.Response.StatusCode);
        return Problem.WriteAsync(status.HttpContext, status.HttpContext.Response.StatusCode, code, text);
    }

    /// <summary>The code and the sentence for a status that came without.</summary>
    public static (string Code, string Text) Describe(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ("request.invalid", "The request cannot be read. Check its address and its body."),
        StatusCodes.Status404NotFound => ("request.not-found", "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => ("request.method-not-allowed", "This address does not take this method."),
        StatusCodes.Status413PayloadTooLarge => ("request.too-large", "This is too large. Send less at once."),
        StatusCodes.Status415UnsupportedMediaType => ("request.unsupported-media-type", "This address does not take this Content-Type."),
        _ => ("request.refused", $"The request was refused: {ReasonPhrases.GetReasonPhrase(status)}."),
    };
}
