using Microsoft.AspNetCore.Http;

namespace TalksPlatform.Broadcast.Audience;

/// <summary>303: the form was taken, now read this page. Reloading it sends nothing again.</summary>
internal sealed class SeeOther(string page) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = page;
        return Task.CompletedTask;
    }
}
