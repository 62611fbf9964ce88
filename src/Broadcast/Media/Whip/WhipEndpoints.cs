using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Contributions;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Broadcast.Media.Whip;

/// <summary>Lets speakers, and whoever was called up out of the audience, in by WHIP (RFC 9725) and listeners by WHEP, which has the same shape.</summary>
internal static class WhipEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        Map(endpoints.MapGroup("/whip/{talkId}"), SpeakAsync, Policies.Speak);
        Map(endpoints.MapGroup("/whep/{talkId}"), ListenAsync, Policies.Listen);
        RtcSessionEndpoints.Map(endpoints.MapGroup("/whip/sessions/{secret}"));
        RtcSessionEndpoints.Map(endpoints.MapGroup("/whep/sessions/{secret}"));
    }

    private static void Map(RouteGroupBuilder endpoint, Delegate post, string policy)
    {
        endpoint.ExcludeFromDescription();
        endpoint.MapPost("", post).RequireAuthorization(policy);
        endpoint.MapMethods("", [HttpMethods.Options], Options).AllowAnonymous();
        endpoint.MapMethods("", [HttpMethods.Get, HttpMethods.Head], RtcAnswers.Nothing).AllowAnonymous();
    }

    /// <summary>For clients that have to know their STUN and TURN servers before they offer; a browser's preflight asks for none.</summary>
    private static IResult Options(TalkId talkId, HttpContext http, IceServers servers)
    {
        if (!http.Request.Headers.ContainsKey("Access-Control-Request-Method"))
            servers.Tell(http);
        return RtcAnswers.Options(http);
    }

    private static Task<IResult> SpeakAsync(
        TalkId talkId, HttpContext http, RtcDoor door, WebRtcPort port, RtcSessions sessions, CancellationToken ct) =>
        door.LetInAsync(talkId, http, async (run, offer) =>
        {
            var speaker = Actor.From(http.User);
            if (run.Session.State.Bars(run.ActorOf(http.User), whileFrozen: true) is { } barred)
                throw barred.AsException();
            var hand = run.CalledHandOf(speaker.Id);
            if (hand is null && speaker.Role < Role.Speaker)
                throw HandFaults.NotCalled.AsException();
            var peer = port.Endpoint.Answer(offer, new PeerOptions { MayReceive = true, MaySend = true });
            if (peer.Receiver is null)
            {
                await peer.DisposeAsync();
                throw new SdpException("sdp.unsupported", "The offer sends nothing: whoever only listens comes by WHEP.");
            }
            var voice = hand is null
                ? new WhipContribution(speaker.Id, speaker.Name ?? "Speaker", peer)
                : new WhipContribution(speaker.Id, hand.Name, peer, VoiceKind.Attendee);
            await run.Programme.SeatAsync(voice);
            return ("/whip/sessions", sessions.Add(peer, http.User, over: () => run.Programme.UnseatAsync(voice)));
        }, ct);

    private static Task<IResult> ListenAsync(
        TalkId talkId, HttpContext http, RtcDoor door, WebRtcPort port, RtcSessions sessions, WhepPlaces places, CancellationToken ct) =>
        door.LetInAsync(talkId, http, (run, offer) =>
        {
            var person = run.ActorOf(http.User);
            var isCounted = Actor.From(http.User).Role < Role.Speaker && !person.SeesStudio && run.CalledHandOf(person.Id) is null;
            if (isCounted)
                places.Take(talkId);
            PeerConnection peer;
            try
            {
                peer = port.Endpoint.Answer(offer, new PeerOptions { MaySend = true });
            }
            catch when (isCounted)
            {
                places.Leave(talkId);
                throw;
            }
            var listener = new WhepListener(person.Id, person.SeesStudio, peer);
            run.Foldback.Add(listener);
            return Task.FromResult(("/whep/sessions", sessions.Add(peer, http.User, over: () =>
            {
                run.Foldback.Remove(listener);
                if (isCounted)
                    places.Leave(talkId);
                return Task.CompletedTask;
            })));
        }, ct);
}
