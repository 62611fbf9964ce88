using System.Collections.Concurrent;
using System.Security.Cryptography;
using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Feeds;

/// <summary>
/// Remembers since when each feed has had its present bytes, for players that ask by date. After a restart that is "since
/// now", which costs them one fetch and never hides a change.
/// </summary>
internal sealed class FeedVersions(TimeProvider time)
{
    private readonly ConcurrentDictionary<SeriesId, FeedVersion> _versions = new();

    public FeedVersion Of(SeriesId series, byte[] feed)
    {
        var etag = ETagOf(feed);
        return _versions.AddOrUpdate(
            series,
            _ => new FeedVersion(etag, time.GetUtcNow()),
            (_, known) => known.ETag == etag ? known : new FeedVersion(etag, time.GetUtcNow()));
    }

    /// <summary>A strong tag: the same bytes, and only they, have it.</summary>
    public static string ETagOf(byte[] bytes) => $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\"";
}

/// <summary>The bytes of a feed at a time.</summary>
/// <param name="ETag">With its quotes.</param>
/// <param name="Since">When they were first seen.</param>
internal sealed record FeedVersion(string ETag, DateTimeOffset Since);
