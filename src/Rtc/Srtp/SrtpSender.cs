using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Srtp;

/// <summary>The outgoing half of an SRTP session. Not thread-safe; allocates nothing per packet.</summary>
internal sealed class SrtpSender(SrtpMasterKey master) : IDisposable
{
    private const int MaxStreams = 16;
    private const uint EncryptedFlag = 0x8000_0000;
    private const long MaxRtcpIndex = 0x7FFF_FFFF;

    private readonly SrtpProfile _profile = master.Profile;
    private readonly SrtpCipher _rtp = SrtpCipher.ForRtp(master, encrypt: true);
    private readonly SrtpCipher _rtcp = SrtpCipher.ForRtcp(master, encrypt: true);
    private Stream _first; // apart from the others: most sessions have no other, and an array is one more place in memory
    private readonly Stream[] _others = new Stream[MaxStreams - 1];
    private int _streamCount;
    private long _rtcpIndex;

    /// <summary>Protects an RTP packet in place.</summary>
    /// <param name="buffer">The packet, with room for <see cref="SrtpProfile.MaxOverhead"/> behind it.</param>
    /// <param name="length">The packet's length.</param>
    /// <returns>
    /// The protected length; 0 when the packet is malformed or does not follow its predecessor. A number is never sent
    /// twice: with GCM a repeated nonce would lay the key open.
    /// </returns>
    public int ProtectRtp(Span<byte> buffer, int length)
    {
        var packet = buffer[..length];
        if (!SrtpPacket.TryReadRtp(packet, out var headerLength, out var ssrc, out var sequence))
            return 0;

        ref var stream = ref Find(ssrc, sequence);
        var index = PacketIndex.Estimate(stream.Highest, sequence);
        if (index <= stream.Highest)
            return 0;

        stream.Highest = index;
        _rtp.Seal(
            packet, headerLength, ssrc, index, PacketIndex.RollOverCounter(index), buffer.Slice(length, _profile.TagLength));
        return length + _profile.TagLength;
    }

    /// <summary>Protects a compound RTCP packet in place, with the same room behind it.</summary>
    /// <returns>The protected length; 0 when the packet is malformed or the key is used up.</returns>
    public int ProtectRtcp(Span<byte> buffer, int length)
    {
        var packet = buffer[..length];
        if (!SrtpPacket.TryReadRtcp(packet, out var ssrc) || _rtcpIndex > MaxRtcpIndex)
            return 0;

        var index = _rtcpIndex++;
        var word = EncryptedFlag | (uint)index;
        var (tagAt, wordAt) = _profile.IsAead
            ? (length, length + _profile.ControlTagLength) // RFC 7714, section 9: the index word comes last
            : (length + sizeof(uint), length); // RFC 3711, section 3.4: the tag comes last
        _rtcp.Seal(
            packet, SrtpPacket.RtcpHeaderLength, ssrc, index, word, buffer.Slice(tagAt, _profile.ControlTagLength));
        BinaryPrimitives.WriteUInt32BigEndian(buffer[wordAt..], word);
        return length + _profile.ControlTagLength + sizeof(uint);
    }

    public void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private ref Stream Find(uint ssrc, ushort firstSequence)
    {
        if (_streamCount > 0 && _first.Ssrc == ssrc)
            return ref _first;
        for (var i = 0; i < _streamCount - 1; i++)
        {
            if (_others[i].Ssrc == ssrc)
                return ref _others[i];
        }

        if (_streamCount == MaxStreams)
            throw new InvalidOperationException("An SRTP session sends for 16 sources at most.");

        ref var stream = ref _streamCount == 0 ? ref _first : ref _others[_streamCount - 1];
        _streamCount++;
        stream = new Stream { Ssrc = ssrc, Highest = firstSequence - 1L };
        return ref stream;
    }

    private struct Stream
    {
        public uint Ssrc;
        public long Highest;
    }
}
