using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.Broadcast.Media.Whip;

/// <summary>A session's own address: candidates come in, and the session ends (RFC 9725, sections 4.2 and 4.3).</summary>
internal static class RtcSessionEndpoints
{
    public static void Map(RouteGroupBuilder session)
    {
        session.ExcludeFromDescription();
        session.MapMethods("", [HttpMethods.Options], RtcAnswers.Options).AllowAnonymous();
        session.MapMethods("", [HttpMethods.Get, HttpMethods.Head], Look).RequireAuthorization(Policies.Listen);
        session.MapPatch("", PatchAsync).RequireAuthorization(Policies.Listen);
        session.MapDelete("", EndAsync).RequireAuthorization(Policies.Listen);
    }

    private static IResult Look(string secret, HttpContext http, RtcSessions sessions) =>
        sessions.Find(secret) is null ? NotFound() : RtcAnswers.Nothing(http);

    private static async Task<IResult> PatchAsync(string secret, HttpContext http, RtcSessions sessions, CancellationToken ct)
    {
        RtcAnswers.AllowOtherOrigins(http.Response);
        if (sessions.Find(secret) is not { } session)
            return NotFound();
        if (!RtcAnswers.IsOfType(http.Request, RtcAnswers.TrickleType))
            return RtcAnswers.Problem(StatusCodes.Status415UnsupportedMediaType, "sdp.type", $"Send candidates as {RtcAnswers.TrickleType}.");
        if (await RtcAnswers.ReadAsync(http.Request, ct) is not { } fragment)
            return RtcAnswers.Problem(StatusCodes.Status413PayloadTooLarge, "sdp.too-long", "The fragment is too long.");

        if (http.Request.Headers.IfMatch.Count == 0)
            return RtcAnswers.Problem(StatusCodes.Status428PreconditionRequired, "rtc.if-match", "Send If-Match with the session's ETag.");
        return Matches(http.Request, session)
            ? Patch(session, fragment, http.Response)
            : RtcAnswers.Problem(StatusCodes.Status412PreconditionFailed, "rtc.other-session", "The session has another ETag.");
    }

    /// <summary>By strong comparison (RFC 9110, section 13.1.1); clients are met that put the star in quotes.</summary>
    private static bool Matches(HttpRequest request, RtcSession session) => request.GetTypedHeaders().IfMatch.Any(
        tag => tag.Equals(EntityTagHeaderValue.Any) || (!tag.IsWeak && (tag.Tag == session.ETag || tag.Tag == "\"*\"")));

    /// <summary>Candidates need no answer, for we are ICE-lite; new credentials are a restart, and begin a new ICE session.</summary>
    private static IResult Patch(RtcSession session, string fragment, HttpResponse response)
    {
        try
        {
            if (session.Peer.Patch(fragment) is not { } restarted)
                return TypedResults.NoContent();
            session.RenewETag();
            response.Headers.ETag = session.ETag;
            return TypedResults.Text(restarted, RtcAnswers.TrickleType);
        }
        catch (SdpException malformed)
        {
            return RtcAnswers.Refusal(malformed);
        }
    }

    private static async Task<IResult> EndAsync(string secret, HttpContext http, RtcSessions sessions)
    {
        RtcAnswers.AllowOtherOrigins(http.Response);
        if (sessions.Find(secret) is not { } session)
            return NotFound();
        await session.Peer.DisposeAsync();
        return TypedResults.Ok();
    }

    private static IResult NotFound() => RtcAnswers.Problem(StatusCodes.Status404NotFound, "rtc.gone", "This session is over.");
}
