using System.Collections.Concurrent;

namespace TalksPlatform.Interop.Tests;

/// <summary>What the peers of this run said about themselves.</summary>
public static class PeerVersions
{
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    /// <summary>A peer has told its version.</summary>
    public static void Report(string peer, string version) => Known[peer] = version;

    /// <summary>Its version; null when it told none.</summary>
    public static string? Of(string peer) => Known.GetValueOrDefault(peer);
}
