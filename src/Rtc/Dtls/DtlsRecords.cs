using System.Buffers.Binary;

namespace TalksPlatform.Rtc.Dtls;

/// <summary>
/// Cuts a stream of DTLS records into datagrams: OpenSSL's memory BIO forgets where one ended (RFC 6347, section
/// 4.1).
/// </summary>
internal static class DtlsRecords
{
    private const int HeaderLength = 13;
    private const int LengthAt = 11;

    /// <summary>The length of the next datagram: as many whole records as fit, at least one.</summary>
    public static int NextDatagram(ReadOnlySpan<byte> records, int maxLength)
    {
        var end = 0;
        while (records.Length - end >= HeaderLength)
        {
            var next = end + HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(records[(end + LengthAt)..]);
            if (next > records.Length || (next > maxLength && end > 0))
                break;
            end = next;
        }

        return end > 0 ? end : records.Length;
    }

    /// <summary>Whether a datagram can be DTLS at all, by its first byte (RFC 7983).</summary>
    public static bool Looks(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= HeaderLength && datagram[0] is >= 20 and <= 63;
}
