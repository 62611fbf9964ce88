using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Video;

namespace TalksPlatform.TestKit.Fuzzing.WebRtc;

/// <summary>Puts pictures together out of whatever comes. The samples are written by the standards' figures.</summary>
internal sealed class VideoReader
{
    private readonly FrameAssembler _assembler;
    private int _frames;

    public VideoReader(VideoCodec codec)
    {
        _assembler = new FrameAssembler(codec);
        _assembler.Completed += _ => _frames++;
    }

    /// <summary>A keyframe in one packet, one in two, and a frame of a higher layer with a long picture id (RFC 7741).</summary>
    public static IReadOnlyList<byte[]> Vp8 { get; } =
    [
        Packet("908001" + "1002009D012A4001F000" + "0011223344556677", marker: true),
        Packet("908002" + "1002009D012A4001F000" + "8899AABBCCDDEEFF", marker: false),
        Packet("808002" + "0011223344556677", marker: true),
        Packet("90E08003056031" + "0203040506070809", marker: true),
    ];

    /// <summary>Parameters alone, several units in one packet, one unit in three (RFC 6184).</summary>
    public static IReadOnlyList<byte[]> H264 { get; } =
    [
        Packet("6742C01FDA014016E8", marker: false),
        Packet("78" + "00046742C01F" + "000268CE" + "00056588840011", marker: true),
        Packet("7C85" + "888400112233", marker: false),
        Packet("7C05" + "445566778899", marker: false),
        Packet("7C45" + "AABBCCDDEEFF", marker: true),
        Packet("419A001122334455", marker: true),
    ];

    /// <summary>True when it made a frame whole.</summary>
    public bool Read(ReadOnlySpan<byte> input)
    {
        var before = _frames;
        if (RtpPacket.TryParse(input, out var packet))
            _assembler.Add(packet);
        return _frames > before;
    }

    private static byte[] Packet(string payload, bool marker)
    {
        var bytes = Convert.FromHexString(payload);
        var packet = new byte[RtpPacket.HeaderLength + bytes.Length];
        RtpPacket.WriteHeader(packet, payloadType: 96, marker, sequenceNumber: 1, timestamp: 90_000, ssrc: 1);
        bytes.CopyTo(packet, RtpPacket.HeaderLength);
        return packet;
    }
}
