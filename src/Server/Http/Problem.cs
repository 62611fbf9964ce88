using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace TalksPlatform.Server.Http;

/// <summary>The one shape of every refusal: RFC 9457 with a stable <c>code</c> for programs, a plain page for people.</summary>
internal static class Problem
{
    private static readonly string[] ForPrograms = ["/api", "/hub", "/whip", "/whep", "/health", "/openapi"];

    public static ProblemDetails Of(int status, string code, string text) => new()
    {
        Status = status,
        Title = ReasonPhrases.GetReasonPhrase(status),
        Detail = text,
        Extensions = { ["code"] = code },
    };

    public static Task WriteAsync(HttpContext context, int status, string code, string text)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        if (HttpMethods.IsHead(context.Request.Method))
            return Task.CompletedTask;
        if (!IsForPeople(context.Request))
            return response.WriteAsJsonAsync(Of(status, code, text), options: null, MediaTypeNames.Application.ProblemJson, context.RequestAborted);
        response.ContentType = "text/html; charset=utf-8";
        return response.WriteAsync(PlainPage.Of(ReasonPhrases.GetReasonPhrase(status), text), context.RequestAborted);
    }

    /// <summary>Somebody looks at a page, and no program calls an interface.</summary>
    public static bool IsForPeople(HttpRequest request) =>
        !Array.Exists(ForPrograms, prefix => request.Path.StartsWithSegments(prefix, StringComparison.Ordinal))
        && request.GetTypedHeaders().Accept.Any(type => type.MediaType == MediaTypeNames.Text.Html);
}
