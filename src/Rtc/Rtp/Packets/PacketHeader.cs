using System.Buffers.Binary;
using System.Text;

namespace TalksPlatform.Rtc.Rtp;

/// <summary>Adds the header extensions that were agreed on to a header of ours.</summary>
internal static class PacketHeader
{
    /// <summary>No header of ours is longer.</summary>
    public const int MaxLength = 64;

    /// <summary>So many packets at the beginning bear the name of their section: then everybody has heard it.</summary>
    public const int AnnouncedPackets = 50;

    private const int LongestMediaId = 16;

    /// <summary>Adds the extensions behind a plain header.</summary>
    /// <param name="packet">The packet's buffer, with a header of 12 bytes.</param>
    /// <param name="features">What was agreed on.</param>
    /// <param name="announces">The packet tells the name of its section.</param>
    /// <param name="level">How loud it is; null when nobody knows.</param>
    /// <param name="numbers">Counts the transport's packets; null when nobody reports on them.</param>
    /// <param name="time">The clock.</param>
    /// <returns>Where the payload begins.</returns>
    public static int Extend(
        Span<byte> packet, RtpFeatures features, bool announces, AudioLevel? level, TransportNumbers? numbers, TimeProvider time)
    {
        var ids = features.Extensions;
        if (ids == HeaderExtensionIds.None)
            return RtpPacket.HeaderLength;

        var largest = Math.Max(
            Math.Max(ids.AudioLevel, ids.MediaId), Math.Max(ids.AbsoluteSendTime, ids.TransportSequence));
        var writer = new HeaderExtensionWriter(packet, largest, LongestMediaId);
        if (ids.AudioLevel != 0 && level is { } loudness)
            writer.Add(ids.AudioLevel, 1)[0] = loudness.ToByte();
        if (ids.TransportSequence != 0 && numbers is not null)
            BinaryPrimitives.WriteUInt16BigEndian(writer.Add(ids.TransportSequence, 2), numbers.Next());
        if (ids.AbsoluteSendTime != 0)
            WriteTime(writer.Add(ids.AbsoluteSendTime, 3), time);
        if (ids.MediaId != 0 && announces && features.MediaId is { Length: > 0 and <= LongestMediaId } name)
            Encoding.ASCII.GetBytes(name, writer.Add(ids.MediaId, name.Length));
        return writer.Finish();
    }

    /// <summary>Seconds of the wall clock in 6.18 fixed point: bits 14 to 37 of NTP's.</summary>
    private static void WriteTime(Span<byte> value, TimeProvider time)
    {
        var now = (uint)(NtpTime.From(time.GetUtcNow()) >> 14);
        value[0] = (byte)(now >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(value[1..], (ushort)now);
    }
}
