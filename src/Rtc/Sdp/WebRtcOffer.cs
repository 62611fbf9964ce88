using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Video;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>
/// A browser's offer, checked: one audio section that can be answered, and one of video in its bundle where there is one;
/// everything else will be refused (RFC 9429).
/// </summary>
internal sealed class WebRtcOffer
{
    private WebRtcOffer(
        SessionDescription session,
        MediaDescription audio,
        AudioFormat format,
        TransportDescription transport,
        DtlsRole ourRole)
    {
        Session = session;
        Audio = audio;
        Format = format;
        Transport = transport;
        OurRole = ourRole;
        Video = session.Media.FirstOrDefault(media =>
            IsUsable(media, "video") && IsBundled(media) && VideoDescription.Find(media) is not null);
        VideoFormat = Video is null ? null : VideoDescription.Find(Video);
    }

    public SessionDescription Session { get; }

    /// <summary>The section that is answered: the first audio with Opus.</summary>
    public MediaDescription Audio { get; }

    /// <summary>Opus, under the offer's payload types.</summary>
    public AudioFormat Format { get; }

    /// <summary>The first video in the audio's bundle with a codec that we understand; null without one.</summary>
    public MediaDescription? Video { get; }

    /// <summary>That codec, under the offer's payload types.</summary>
    public VideoFormat? VideoFormat { get; }

    public TransportDescription Transport { get; }

    /// <summary>The DTLS role that the offer leaves to us; passive when it lets us choose.</summary>
    public DtlsRole OurRole { get; }

    /// <summary>The mids that share one transport, the one whose transport it is first; empty without a bundle.</summary>
    public IReadOnlyList<string> Bundle =>
        Session.Attributes.Find("group")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["BUNDLE", .. var mids]
            ? mids
            : [];

    /// <summary>What a section may come to when we want to send or receive, seen from us.</summary>
    public MediaDirection Agree(MediaDescription media, bool send, bool receive)
    {
        var theirs = Session.DirectionOf(media);
        return MediaDirections.Of(
            send: send && theirs.HasFlag(MediaDirection.RecvOnly), receive: receive && theirs.HasFlag(MediaDirection.SendOnly));
    }

    /// <summary>Reads and checks an offer.</summary>
    /// <exception cref="SdpException">It is malformed, or offers nothing that can be accepted here.</exception>
    public static WebRtcOffer Read(string sdp)
    {
        var session = SessionDescription.Parse(sdp);
        if (HasNamesakes(session.Media.Select(media => media.Mid).OfType<string>()))
            throw SdpException.Malformed("Two sections of the offer have the same a=mid.");

        var candidates = session.Media.Where(media => IsUsable(media, "audio")).ToList();
        if (candidates.Count == 0)
            throw SdpException.Unsupported("The offer has no audio over UDP/TLS/RTP/SAVPF.");

        var audio = candidates.Find(media => OpusDescription.Find(media) is not null)
            ?? throw SdpException.Unsupported("The offered audio has no opus/48000/2.");
        if (!audio.Attributes.Has("rtcp-mux"))
            throw SdpException.Unsupported("The offered audio does not multiplex RTCP (a=rtcp-mux).");
        if (session.Attributes.Has("ice-lite"))
            throw SdpException.Unsupported("Both sides are ICE-lite: nobody would look for a path.");

        var transport = TransportDescription.Read(session, audio);
        var role = transport.Setup switch
        {
            "actpass" or "active" => DtlsRole.Passive,
            "passive" => DtlsRole.Active,
            _ => throw SdpException.Unsupported("The offer's a=setup is neither actpass, active nor passive."),
        };
        return new WebRtcOffer(session, audio, OpusDescription.Find(audio)!, transport, role);
    }

    /// <summary>A name stands for one section (RFC 5888, section 4).</summary>
    private static bool HasNamesakes(IEnumerable<string> names)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        return !names.All(known.Add);
    }

    /// <summary>
    /// Port 0 refuses a section, unless the section only travels within a bundle (RFC 9143, section 6).
    /// </summary>
    private static bool IsUsable(MediaDescription media, string kind) =>
        media.Kind == kind
        && (!media.Rejected || media.Attributes.Has("bundle-only"))
        && media.Protocol.EndsWith("TLS/RTP/SAVPF", StringComparison.OrdinalIgnoreCase);

    private bool IsBundled(MediaDescription media) =>
        media.Mid is { } mid && Bundle.Contains(mid, StringComparer.Ordinal)
        && Bundle.Contains(Audio.Mid, StringComparer.Ordinal);
}
