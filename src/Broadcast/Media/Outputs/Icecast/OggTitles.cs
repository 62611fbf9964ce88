using System.Buffers.Binary;
using System.Text;

namespace TalksPlatform.Broadcast.Media.Outputs.Icecast;

/// <summary>
/// Puts titles into an Opus stream. In Ogg a title stands at a stream's head, so at each new one this ends the stream that
/// runs and begins another behind it (RFC 7845, section 3; RFC 3533, chaining). The sound's packets are not touched. It
/// takes what one encoder writes, from its first byte. Not thread-safe.
/// </summary>
internal sealed class OggTitles(Func<string> title)
{
    private const int PageHead = 27;
    private const byte EndsHere = 4;
    private const byte BeginsHere = 2;
    private const byte GoesOn = 1;

    private static readonly uint[] Crc = MakeCrc();

    private byte[] _waiting = [];
    private byte[] _head = [];
    private string _told = "";
    private uint _serial = 1;
    private uint _sequence;
    private int _pages;
    private long _base;
    private long _last;

    /// <summary>Takes what came, and gives the pages that are whole by now.</summary>
    /// <exception cref="InvalidDataException">This is no Ogg.</exception>
    public byte[] Pass(ReadOnlySpan<byte> encoded)
    {
        byte[] all = [.. _waiting, .. encoded];
        var at = 0;
        using var passed = new MemoryStream();
        while (LengthOf(all.AsSpan(at)) is > 0 and var length)
        {
            Page(all[at..(at + length)], passed);
            at += length;
        }
        _waiting = all[at..];
        return passed.ToArray();
    }

    private static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < PageHead)
            return 0;
        if (!bytes[..4].SequenceEqual("OggS"u8))
            throw new InvalidDataException("This is no Ogg.");
        var head = PageHead + bytes[26];
        if (bytes.Length < head)
            return 0;
        var body = 0;
        foreach (var lacing in bytes[PageHead..head])
            body += lacing;
        return bytes.Length < head + body ? 0 : head + body;
    }

    private void Page(byte[] page, MemoryStream passed)
    {
        switch (_pages++)
        {
            case 0:
                _head = page[(PageHead + page[26])..]; // OpusHead
                return;
            case 1:
                Begin(passed); // in the place of the encoder's own tags
                return;
        }
        var position = BinaryPrimitives.ReadInt64LittleEndian(page.AsSpan(6));
        var goesOn = (page[5] & GoesOn) != 0;
        if (!goesOn && title() != _told)
            Change(passed);
        BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(6), position < 0 ? position : position - _base);
        _last = position < 0 ? _last : position;
        page[5] &= unchecked((byte)~BeginsHere);
        Write(page, passed);
    }

    private void Change(MemoryStream passed)
    {
        var end = NewPage(EndsHere, _last - _base, []);
        Write(end, passed);
        _serial++;
        _sequence = 0;
        _base = _last;
        Begin(passed);
    }

    private void Begin(MemoryStream passed)
    {
        _told = title();
        var head = _head.ToArray();
        if (_base > 0)
            BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(10), 0); // nothing is skipped where the sound goes on
        Write(NewPage(BeginsHere, 0, head), passed);
        var vendor = "talks"u8;
        var comment = Encoding.UTF8.GetBytes($"TITLE={_told}");
        var tags = new byte[8 + 4 + vendor.Length + 4 + 4 + comment.Length];
        "OpusTags"u8.CopyTo(tags);
        BinaryPrimitives.WriteInt32LittleEndian(tags.AsSpan(8), vendor.Length);
        vendor.CopyTo(tags.AsSpan(12));
        BinaryPrimitives.WriteInt32LittleEndian(tags.AsSpan(12 + vendor.Length), 1);
        BinaryPrimitives.WriteInt32LittleEndian(tags.AsSpan(16 + vendor.Length), comment.Length);
        comment.CopyTo(tags.AsSpan(20 + vendor.Length));
        Write(NewPage(0, 0, tags), passed);
    }

    /// <summary>A page with one packet, or with none.</summary>
    private static byte[] NewPage(byte flags, long position, ReadOnlySpan<byte> packet)
    {
        var segments = packet.IsEmpty ? 0 : (packet.Length / 255) + 1;
        var page = new byte[PageHead + segments + packet.Length];
        "OggS"u8.CopyTo(page);
        page[5] = flags;
        BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(6), position);
        page[26] = (byte)segments;
        for (var i = 0; i < segments; i++)
            page[PageHead + i] = (byte)(i < segments - 1 ? 255 : packet.Length % 255);
        packet.CopyTo(page.AsSpan(PageHead + segments));
        return page;
    }

    /// <summary>Numbers and sums the page anew.</summary>
    private void Write(byte[] page, MemoryStream passed)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(14), _serial);
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(18), _sequence++);
        page.AsSpan(22, 4).Clear();
        var sum = 0u;
        foreach (var one in page)
            sum = (sum << 8) ^ Crc[(sum >> 24) ^ one];
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(22), sum);
        passed.Write(page);
    }

    private static uint[] MakeCrc()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var sum = i << 24;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum << 1) ^ ((sum & 0x80000000) != 0 ? 0x04C11DB7u : 0u);
            table[i] = sum;
        }
        return table;
    }
}
