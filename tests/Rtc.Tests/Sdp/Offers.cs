namespace TalksPlatform.Rtc.Tests.Sdp;

/// <summary>Offers as they are met: Chromium's, shortened, and variations of it.</summary>
internal static class Offers
{
    public const string Audio =
        """
        v=0
        o=- 8282186884240866720 2 IN IP4 127.0.0.1
        s=-
        t=0 0
        a=group:BUNDLE 0
        a=extmap-allow-mixed
        a=msid-semantic: WMS
        m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126
        c=IN IP4 0.0.0.0
        a=rtcp:9 IN IP4 0.0.0.0
        a=candidate:1 1 udp 2113937151 5c1b.local 54321 typ host generation 0
        a=ice-ufrag:em35
        a=ice-pwd:VHX1AFmd9y8C2NXsbxXhni1D
        a=ice-options:trickle
        a=fingerprint:sha-256 35:3E:C1:49:48:CB:89:E2:94:92:B6:2E:FD:44:B2:09:AE:5D:9E:E4:8A:A3:D2:8A:1F:7F:B5:16:74:B8:C6:DE
        a=setup:actpass
        a=mid:0
        a=extmap:14 urn:ietf:params:rtp-hdrext:ssrc-audio-level
        a=sendrecv
        a=msid:- 9351f506-2844-486c-af90-a8b14e1e607e
        a=rtcp-mux
        a=rtcp-rsize
        a=rtpmap:111 opus/48000/2
        a=rtcp-fb:111 transport-cc
        a=fmtp:111 minptime=10;useinbandfec=1
        a=rtpmap:63 red/48000/2
        a=fmtp:63 111/111
        a=rtpmap:9 G722/8000
        a=rtpmap:0 PCMU/8000
        a=rtpmap:8 PCMA/8000
        a=rtpmap:13 CN/8000
        a=rtpmap:110 telephone-event/48000
        a=rtpmap:126 telephone-event/8000
        a=ssrc:3172582440 cname:Myu7QgIBkQEzXsj9

        """;

    private const string VideoSection =
        """
        m=video 9 UDP/TLS/RTP/SAVPF 96 97
        c=IN IP4 0.0.0.0
        a=ice-ufrag:em35
        a=ice-pwd:VHX1AFmd9y8C2NXsbxXhni1D
        a=fingerprint:sha-256 35:3E:C1:49:48:CB:89:E2:94:92:B6:2E:FD:44:B2:09:AE:5D:9E:E4:8A:A3:D2:8A:1F:7F:B5:16:74:B8:C6:DE
        a=setup:actpass
        a=mid:v
        a=sendonly
        a=rtcp-mux
        a=rtpmap:96 VP8/90000
        a=rtpmap:97 rtx/90000

        """;

    public static string AudioThenVideo => Audio.Replace("BUNDLE 0", "BUNDLE 0 v", StringComparison.Ordinal) + VideoSection;

    public static string VideoThenAudio
    {
        get
        {
            var at = Audio.IndexOf("m=audio", StringComparison.Ordinal);
            return Audio[..at].Replace("BUNDLE 0", "BUNDLE v 0", StringComparison.Ordinal) + VideoSection + Audio[at..];
        }
    }

    /// <summary>The offer without the lines that begin so.</summary>
    public static string Without(string beginning) => string.Join(
        '\n', Audio.Split('\n').Where(line => !line.StartsWith(beginning, StringComparison.Ordinal)));

    /// <summary>The offer with one text in another's place.</summary>
    public static string With(string text, string instead) => Audio.Replace(text, instead, StringComparison.Ordinal);
}
