using System.Security.Cryptography;
using System.Text;

namespace TalksPlatform.Archive.Feeds;

/// <summary>
/// The identity of a podcast wherever its feed moves: a UUIDv5 (RFC 9562, 5.5) of the feed's address without scheme and
/// trailing slash, in the namespace of Podcasting 2.0.
/// </summary>
internal static class PodcastGuid
{
    private static readonly Guid Namespace = new("ead4c236-bf58-58c6-a2c6-a6b28d128cb6");

    public static Guid Of(Uri feed)
    {
        var name = feed.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.Scheme, UriFormat.UriEscaped);
        return OfName(name.TrimStart('/').TrimEnd('/'));
    }

    private static Guid OfName(string name)
    {
#pragma warning disable CA5350 // UUIDv5 is defined over SHA-1; it protects nothing here
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData([.. Namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)], hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
