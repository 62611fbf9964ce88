using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Srtp;

/// <summary>
/// The incoming half of an SRTP session: refuses what is forged or repeated. Its state moves only by packets that were
/// found genuine. Not thread-safe; allocates nothing per packet.
/// </summary>
internal sealed class SrtpReceiver(SrtpMasterKey master) : IDisposable
{
    private const int MaxStreams = 16;
    private const uint EncryptedFlag = 0x8000_0000;

    private readonly SrtpProfile _profile = master.Profile;
    private readonly SrtpCipher _rtp = SrtpCipher.ForRtp(master, encrypt: false);
    private readonly SrtpCipher _rtcp = SrtpCipher.ForRtcp(master, encrypt: false);
    private readonly Stream[] _streams = new Stream[MaxStreams];
    private int _streamCount;

    /// <summary>Opens an RTP packet in place.</summary>
    /// <returns>The plain length; 0 when the packet is forged, repeated, too old or malformed.</returns>
    public int UnprotectRtp(Span<byte> packet)
    {
        var length = packet.Length - _profile.TagLength;
        if (!SrtpPacket.TryReadRtp(packet, out var headerLength, out var ssrc, out var sequence) || headerLength > length)
            return 0;

        var at = Find(ssrc);
        var index = at < 0 || !_streams[at].HasRtp
            ? sequence
            : PacketIndex.Estimate(_streams[at].Rtp.Highest, sequence);
        if (index < 0 || (at >= 0 && !_streams[at].Rtp.IsFresh(index)))
            return 0;

        var genuine = _rtp.TryOpen(
            packet[..length], headerLength, ssrc, index, PacketIndex.RollOverCounter(index), packet[length..]);
        if (!genuine || (at < 0 && (at = Add(ssrc)) < 0))
            return 0;

        _streams[at].Rtp.Note(index);
        _streams[at].HasRtp = true;
        return length;
    }

    /// <summary>Opens a compound RTCP packet in place.</summary>
    /// <returns>The plain length; 0 when the packet is forged, repeated, too old, unencrypted or malformed.</returns>
    public int UnprotectRtcp(Span<byte> packet)
    {
        var length = packet.Length - _profile.ControlTagLength - sizeof(uint);
        if (length < SrtpPacket.RtcpHeaderLength || !SrtpPacket.TryReadRtcp(packet, out var ssrc))
            return 0;

        var (tagAt, wordAt) = _profile.IsAead
            ? (length, length + _profile.ControlTagLength)
            : (length + sizeof(uint), length);
        var word = BinaryPrimitives.ReadUInt32BigEndian(packet[wordAt..]);
        var index = (long)(word & ~EncryptedFlag);
        var at = Find(ssrc);
        if ((word & EncryptedFlag) == 0 || (at >= 0 && !_streams[at].Rtcp.IsFresh(index)))
            return 0;

        var genuine = _rtcp.TryOpen(
            packet[..length], SrtpPacket.RtcpHeaderLength, ssrc, index, word, packet.Slice(tagAt, _profile.ControlTagLength));
        if (!genuine || (at < 0 && (at = Add(ssrc)) < 0))
            return 0;

        _streams[at].Rtcp.Note(index);
        return length;
    }

    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private int Find(uint ssrc)
    {
        for (var i = 0; i < _streamCount; i++)
        {
            if (_streams[i].Ssrc == ssrc)
                return i;
        }

        return -1;
    }

    private int Add(uint ssrc)
    {
        if (_streamCount == MaxStreams)
            return -1;

        _streams[_streamCount].Ssrc = ssrc;
        return _streamCount++;
    }

    private struct Stream
    {
        public uint Ssrc;
        public bool HasRtp;
        public ReplayWindow Rtp;
        public ReplayWindow Rtcp;
    }
}
