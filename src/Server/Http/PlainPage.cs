using System.Text.Encodings.Web;

namespace TalksPlatform.Server.Http;

/// <summary>A page that needs no styles, no scripts and no database: for what must be sayable when little else works.</summary>
internal static class PlainPage
{
    /// <summary>A whole document. Title and text are plain; <paramref name="body"/> is markup of ours.</summary>
    public static string Of(string title, string text, string body = "")
    {
        var encode = HtmlEncoder.Default;
        return $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{encode.Encode(title)}</title></head>
            <body><main><h1>{encode.Encode(title)}</h1><p>{encode.Encode(text)}</p>{body}</main></body>
            </html>
            """;
    }

    public static IResult Result(int status, string title, string text, string body = "") =>
        TypedResults.Content(Of(title, text, body), "text/html; charset=utf-8", statusCode: status);
}
