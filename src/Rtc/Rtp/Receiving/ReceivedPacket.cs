using System.Numerics;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>A packet on its way from the network thread to the tick; used again and again.</summary>
internal sealed class ReceivedPacket
{
    /// <summary>The static payload type of comfort noise (RFC 3551).</summary>
    public const byte NoisePayloadType = 13;

    private byte[] _payload = new byte[256];
    private int _length;

    /// <summary>Grows by one with every new source or restart: what came before is no longer comparable.</summary>
    public int Generation { get; private set; }

    /// <summary>The extended sequence number.</summary>
    public long Sequence { get; private set; }

    public uint Timestamp { get; private set; }

    /// <summary>By the receiver's TimeProvider.</summary>
    public long ArrivedAt { get; private set; }

    /// <summary>True for sound; false for keypad events and comfort noise, which only use up a sequence number.</summary>
    public bool IsSound { get; private set; }

    /// <summary>The packet itself was lost: this came within a later one, or was sent again.</summary>
    public bool IsRepeat { get; private set; }

    /// <summary>True for a description of comfort noise (RFC 3389): the far end sends nothing while nobody speaks.</summary>
    public bool IsNoise { get; private set; }

    public ReadOnlySpan<byte> Payload => _payload.AsSpan(0, _length);

    public void Fill(in RtpPacket packet, bool isSound, bool isRepeat, int generation, long sequence, long arrivedAt)
    {
        Generation = generation;
        Sequence = sequence;
        Timestamp = packet.Timestamp;
        ArrivedAt = arrivedAt;
        IsSound = isSound;
        IsRepeat = isRepeat;
        IsNoise = !isSound && packet.PayloadType == NoisePayloadType;
        _length = packet.Payload.Length;
        if (_payload.Length < _length)
            _payload = new byte[BitOperations.RoundUpToPowerOf2((uint)_length)];
        packet.Payload.CopyTo(_payload);
    }
}
