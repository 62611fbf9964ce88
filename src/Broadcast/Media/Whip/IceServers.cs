using Microsoft.AspNetCore.Http;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Whip;

/// <summary>Tells browsers of STUN and TURN servers (RFC 9725, section 4.6).</summary>
internal sealed class IceServers(BroadcastOptions options, TimeProvider time)
{
    /// <summary>Adds a Link for each server. Passwords are for people who have signed in.</summary>
    public void Tell(HttpContext http)
    {
        foreach (var url in options.StunUrls)
            http.Response.Headers.Append("Link", $"<{url}>; rel=\"ice-server\"");

        if (options.Turn is not { } turn || http.User.Identity is not { IsAuthenticated: true })
            return;

        var (username, password) = turn.CredentialsFor(Actor.From(http.User).Id.ToString(), time.GetUtcNow());
        foreach (var url in turn.Urls)
        {
            http.Response.Headers.Append(
                "Link",
                $"<{url}>; rel=\"ice-server\"; username=\"{username}\"; credential=\"{password}\"; credential-type=\"password\"");
        }
    }
}
