using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>
/// Writes the ICE-lite answer to an offer, and reads such an answer on the client's side (RFC 9429, section 5.3).
/// </summary>
internal sealed class WebRtcAnswer
{
    private WebRtcAnswer(TransportDescription transport, AudioFormat format, IReadOnlyList<IceCandidate> candidates)
    {
        Transport = transport;
        Format = format;
        Candidates = candidates;
    }

    public TransportDescription Transport { get; }

    public AudioFormat Format { get; }

    /// <summary>Where the server can be reached, best first.</summary>
    public IReadOnlyList<IceCandidate> Candidates { get; }

    /// <summary>The DTLS role that the answer leaves to us.</summary>
    public DtlsRole OurRole => Transport.Setup == "active" ? DtlsRole.Passive : DtlsRole.Active;

    /// <summary>Reads an answer to our offer.</summary>
    /// <exception cref="SdpException">It is malformed, refuses the audio or names no address.</exception>
    public static WebRtcAnswer Read(string sdp)
    {
        var session = SessionDescription.Parse(sdp);
        var audio = session.Media.FirstOrDefault(media => media.Kind == "audio")
            ?? throw SdpException.Malformed("The answer has no audio.");
        if (audio.Rejected || session.DirectionOf(audio) == MediaDirection.Inactive)
            throw SdpException.Unsupported("The answer refuses the audio.");

        var format = OpusDescription.Find(audio)
            ?? throw SdpException.Unsupported("The answered audio has no opus/48000/2.");
        var candidates = audio.Attributes.All("candidate").Concat(session.Attributes.All("candidate"))
            .Select(IceCandidate.Parse).OfType<IceCandidate>()
            .Where(candidate => candidate.Component == 1)
            .OrderByDescending(candidate => candidate.Priority)
            .ToList();
        if (candidates.Count == 0)
            throw SdpException.Unsupported("The answer names no UDP address (a=candidate).");

        return new WebRtcAnswer(TransportDescription.Read(session, audio), format, candidates);
    }

    /// <summary>Writes the answer to a browser's offer: some sections accepted, all others refused, in its order.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="transport">Our side's credentials, certificate and role.</param>
    /// <param name="candidates">Where we can be reached, best first.</param>
    /// <param name="accepted">The sections that are accepted.</param>
    public static string Write(
        WebRtcOffer offer,
        TransportDescription transport,
        IReadOnlyList<IceCandidate> candidates,
        params IReadOnlyList<AcceptedMedia> accepted)
    {
        var session = new SessionDescription
        {
            SessionId = RandomNumberGenerator.GetInt32(1, int.MaxValue).ToString(CultureInfo.InvariantCulture),
            OriginAddress = candidates[0].EndPoint.Address,
        };
        var tagged = BundleTag(offer);
        var bundle = offer.Bundle.Where(mid => mid == tagged || accepted.Any(media => media.Offered.Mid == mid)).ToList();
        if (tagged is not null)
            session.Attributes.Add("group", $"BUNDLE {string.Join(' ', bundle)}");
        session.Attributes.Add("ice-lite");
        if (offer.Session.Attributes.Has("extmap-allow-mixed"))
            session.Attributes.Add("extmap-allow-mixed");

        foreach (var offered in offer.Session.Media)
        {
            session.Media.Add(
                accepted.FirstOrDefault(media => media.Offered == offered) is { } media ? Accept(media, transport, candidates)
                : tagged is not null && offered.Mid == tagged ? Idle(offered, transport, candidates)
                : Refuse(offered));
        }

        return session.ToString();
    }

    /// <summary>
    /// The section whose transport the bundle uses (RFC 9143, section 7.2). It stays also when nothing flows in it:
    /// Chromium loses the transport of the whole bundle when it is refused.
    /// </summary>
    private static string? BundleTag(WebRtcOffer offer)
    {
        if (offer.Bundle is not [var tag, ..] || !offer.Bundle.Contains(offer.Audio.Mid, StringComparer.Ordinal))
            return null;

        return offer.Session.Media.Any(media => media.Mid == tag && media.RtpMaps.Any()) ? tag : null;
    }

    private static MediaDescription Accept(
        AcceptedMedia accepted, TransportDescription transport, IReadOnlyList<IceCandidate> candidates)
    {
        var media = Describe(accepted.Offered, accepted.PayloadTypes, accepted.Direction, candidates[0].EndPoint);
        media.Attributes.Add("rtcp-mux");
        transport.WriteTo(media.Attributes);
        accepted.Write(media.Attributes);
        if (accepted.Ssrc is { } source)
            WebRtcSource.Write(source, accepted.Offered.Kind, media.Attributes);
        TransportDescription.WriteCandidates(candidates, media.Attributes);
        return media;
    }

    private static MediaDescription Idle(
        MediaDescription offered, TransportDescription transport, IReadOnlyList<IceCandidate> candidates)
    {
        var codec = offered.RtpMaps.First();
        var payloadType = codec.PayloadType.ToString(CultureInfo.InvariantCulture);
        var media = Describe(offered, [payloadType], MediaDirection.Inactive, candidates[0].EndPoint);
        media.Attributes.Add("rtcp-mux");
        transport.WriteTo(media.Attributes);
        media.Attributes.Add("rtpmap", codec.ToString());
        TransportDescription.WriteCandidates(candidates, media.Attributes);
        return media;
    }

    private static MediaDescription Refuse(MediaDescription offered) => Describe(
        offered, [offered.Formats[0]], MediaDirection.Inactive, new IPEndPoint(IPAddress.Any, 0));

    private static MediaDescription Describe(
        MediaDescription offered, IReadOnlyList<string> formats, MediaDirection direction, IPEndPoint at)
    {
        var media = new MediaDescription(offered.Kind, at.Port, offered.Protocol, formats) { Connection = at.Address };
        if (offered.Mid is { } mid)
            media.Attributes.Add("mid", mid);
        media.Attributes.Add(direction.ToAttribute());
        return media;
    }
}
