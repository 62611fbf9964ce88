using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Broadcast.Media.Contributions;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Broadcast.Media.Whip;

/// <summary>Lets speakers in by WHIP (RFC 9725) and listeners by WHEP, which has the same shape.</summary>
internal static class WhipEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/whip/{talkId}", SpeakAsync).RequireAuthorization(Policies.Speak).ExcludeFromDescription();
        endpoints.MapPost("/whep/{talkId}", ListenAsync).RequireAuthorization(Policies.Listen).ExcludeFromDescription();
        endpoints.MapMethods("/whip/{talkId}", [HttpMethods.Options], RtcAnswers.Options).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapMethods("/whep/{talkId}", [HttpMethods.Options], RtcAnswers.Options).AllowAnonymous().ExcludeFromDescription();
        RtcSessionEndpoints.Map(endpoints.MapGroup("/whip/sessions/{secret}"));
        RtcSessionEndpoints.Map(endpoints.MapGroup("/whep/sessions/{secret}"));
    }

    private static Task<IResult> SpeakAsync(
        TalkId talkId, HttpContext http, StudioFloor floor, WebRtcPort port, RtcSessions sessions, CancellationToken ct) =>
        RtcAnswers.AnswerAsync(http, async offer =>
        {
            var programme = floor.Find(talkId).Programme;
            var speaker = Actor.From(http.User);
            var peer = port.Endpoint.Answer(offer, new PeerOptions { MayReceive = true, MaySend = true });
            var voice = new WhipContribution(speaker.Id, speaker.Name ?? "Speaker", peer);
            await programme.SeatAsync(voice);
            return ("/whip/sessions", sessions.Add(peer, over: () => programme.UnseatAsync(voice)));
        }, ct);

    private static Task<IResult> ListenAsync(
        TalkId talkId, HttpContext http, StudioFloor floor, WebRtcPort port, RtcSessions sessions, CancellationToken ct) =>
        RtcAnswers.AnswerAsync(http, offer =>
        {
            var foldback = floor.Find(talkId).Foldback;
            var person = Actor.From(http.User);
            var peer = port.Endpoint.Answer(offer, new PeerOptions { MaySend = true });
            var listener = new WhepListener(person.Id, person.Produces, peer);
            foldback.Add(listener);
            return Task.FromResult(("/whep/sessions", sessions.Add(peer, over: () =>
            {
                foldback.Remove(listener);
                return Task.CompletedTask;
            })));
        }, ct);
}
