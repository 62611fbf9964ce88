using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Broadcast.Media.Whip;

/// <summary>The HTTP of answering an offer: what is refused, and with which status (RFC 9725, section 4).</summary>
internal static class RtcAnswers
{
    public const string SdpType = "application/sdp";
    public const string TrickleType = "application/trickle-ice-sdpfrag";

    /// <summary>No browser's offer of sound comes near it.</summary>
    private const int LongestOffer = 64 * 1024;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>A page of another origin, a broadcaster's own, may send and listen: with a token, never with our cookie.</summary>
    public static IResult Options(HttpContext http)
    {
        AllowOtherOrigins(http.Response);
        http.Response.Headers["Accept-Post"] = SdpType;
        http.Response.Headers.AccessControlAllowMethods = "POST, PATCH, DELETE, OPTIONS";
        http.Response.Headers.AccessControlAllowHeaders = "Authorization, Content-Type, If-Match";
        return TypedResults.Ok();
    }

    /// <summary>Nothing is kept at these addresses that could be shown (RFC 9725, section 4.1).</summary>
    public static IResult Nothing(HttpContext http)
    {
        AllowOtherOrigins(http.Response);
        return TypedResults.NoContent();
    }

    /// <summary>Reads the offer, answers it, and tells where the session is.</summary>
    public static async Task<IResult> AnswerAsync(
        HttpContext http, Func<string, Task<(string Path, RtcSession Session)>> answer, CancellationToken ct)
    {
        if (!IsOfType(http.Request, SdpType))
            return Problem(StatusCodes.Status415UnsupportedMediaType, "sdp.type", $"Send the offer as {SdpType}.");
        if (await ReadAsync(http.Request, ct) is not { } offer)
            return Problem(StatusCodes.Status413PayloadTooLarge, "sdp.too-long", "The offer is too long.");

        try
        {
            var (path, session) = await answer(offer);
            http.Response.Headers.Location = $"{path}/{session.Secret}";
            http.Response.Headers.ETag = session.ETag;
            http.Response.Headers["Accept-Patch"] = TrickleType;
            return TypedResults.Text(session.Peer.AnswerSdp, SdpType, statusCode: StatusCodes.Status201Created);
        }
        catch (SdpException refused)
        {
            return Refusal(refused);
        }
        catch (EndpointFullException full)
        {
            return Later(http, "rtc.full", full.Message);
        }
        catch (NoPlaceException spilling)
        {
            http.Response.Headers.Append("Link", spilling.Link);
            return Later(http, "rtc.full", spilling.Message);
        }
    }

    /// <summary>What cannot be read is a bad request; what can, but asks for what is not here, is unprocessable.</summary>
    public static IResult Refusal(SdpException refused) => Problem(
        refused.Code == "sdp.malformed" ? StatusCodes.Status400BadRequest : StatusCodes.Status422UnprocessableEntity,
        refused.Code,
        refused.Message);

    /// <summary>Not at the moment.</summary>
    public static IResult Later(HttpContext http, string code, string text)
    {
        http.Response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return Problem(StatusCodes.Status503ServiceUnavailable, code, text);
    }

    public static bool IsOfType(HttpRequest request, string type) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var given) && given.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);

    /// <summary>The body as text, or null when it is longer than any offer.</summary>
    public static async Task<string?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var buffer = new byte[LongestOffer + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length <= LongestOffer ? Encoding.UTF8.GetString(buffer, 0, length) : null;
    }

    public static IResult Problem(int status, string code, string text) => TypedResults.Problem(
        text, statusCode: status, extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code });

    public static void AllowOtherOrigins(HttpResponse response)
    {
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlExposeHeaders = "Location, ETag, Link, Accept-Post, Accept-Patch, Retry-After";
    }
}
