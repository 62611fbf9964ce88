using TalksPlatform.Rtc.Video;

namespace TalksPlatform.TestKit.Fuzzing.WebRtc;

/// <summary>All that reads what WebRTC peers, or those who pretend to be some, send us.</summary>
public static class WebRtcTargets
{
    /// <summary>New readers, in the order in which a packet meets them.</summary>
    public static IReadOnlyList<FuzzTarget> All() =>
    [
        new("SDP offer", Captures.Descriptions("offer-"), DescriptionReaders.Offer, MaxLength: 65_536),
        new("SDP answer", DescriptionReaders.Answers(), DescriptionReaders.Answer, MaxLength: 65_536),
        new("trickle-ice-sdpfrag", Captures.Descriptions("fragment-"), DescriptionReaders.Fragment, MaxLength: 65_536),
        new("ICE candidate", DescriptionReaders.Candidates(), DescriptionReaders.Candidate),
        new("RFC 4571 frames", PacketReaders.Streams(), PacketReaders.Frames, MaxLength: 8_192),
        new("STUN", Captures.Datagrams("stun"), PacketReaders.Stun),
        new("STUN attributes", PacketReaders.Unprinted(), PacketReaders.StunAttributes),
        new("DTLS records", Captures.Datagrams("dtls"), PacketReaders.DtlsRecord),
        new("DTLS session", Captures.Datagrams("dtls"), new DtlsReader().Read),
        new("SRTP with GCM", SrtpReader.Gcm.Samples, SrtpReader.Gcm.Read),
        new("SRTP in counter mode", SrtpReader.CounterMode.Samples, SrtpReader.CounterMode.Read),
        new("RTP", Captures.Datagrams("rtp"), PacketReaders.Rtp),
        new("RTCP", Captures.Datagrams("rtcp"), PacketReaders.Rtcp),
        new("RED", PacketReaders.Repeated(), PacketReaders.Redundant),
        new("VP8 pictures", VideoReader.Vp8, new VideoReader(VideoCodec.Vp8).Read),
        new("H.264 pictures", VideoReader.H264, new VideoReader(VideoCodec.H264).Read),
        new("Opus voice", Captures.Datagrams("rtp"), new VoiceReader().Read),
    ];
}
