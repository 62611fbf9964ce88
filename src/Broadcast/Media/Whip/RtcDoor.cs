using Microsoft.AspNetCore.Http;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Whip;

/// <summary>
/// Lets browsers in where their talk is mixed, and sends them there when that is another server (RFC 9725, section 4.5).
/// </summary>
internal sealed class RtcDoor(StudioFloor floor, MediaHomes homes, IceServers servers)
{
    /// <summary>Answers an offer with the talk's programme.</summary>
    /// <param name="talk">The talk.</param>
    /// <param name="http">The request.</param>
    /// <param name="answer">Makes a session in the programme out of the offer.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<IResult> LetInAsync(
        TalkId talk,
        HttpContext http,
        Func<ProgrammeRun, string, Task<(string Path, RtcSession Session)>> answer,
        CancellationToken ct)
    {
        RtcAnswers.AllowOtherOrigins(http.Response);
        if (floor.TryFind(talk) is { } run)
        {
            var result = await RtcAnswers.AnswerAsync(http, offer => answer(run, offer), ct);
            if (result is IStatusCodeHttpResult { StatusCode: StatusCodes.Status201Created })
                servers.Tell(http);
            return result;
        }

        return await homes.FindElsewhereAsync(talk, ct) is { } home
            ? TypedResults.Redirect(new Uri(home, http.Request.Path + http.Request.QueryString).ToString(), permanent: false, preserveMethod: true)
            : RtcAnswers.Later(http, StudioFloor.NotHere.Code, StudioFloor.NotHere.Text);
    }
}
