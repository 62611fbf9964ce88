using System.IO.Compression;
using System.Text;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>A playlist as it is sent.</summary>
/// <param name="Text">UTF-8.</param>
/// <param name="Zipped">The same in gzip.</param>
internal sealed record HlsPlaylistBytes(byte[] Text, byte[] Zipped)
{
    public static HlsPlaylistBytes Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return new HlsPlaylistBytes(bytes, zipped.ToArray());
    }
}

/// <summary>Which playlist of a rung.</summary>
internal enum HlsPlaylistKind
{
    /// <summary>The last twenty seconds.</summary>
    Plain,

    /// <summary>The talk from its start.</summary>
    Whole,

    /// <summary>The same for who has it already.</summary>
    WholeUpdate,

    /// <summary>The last minute, and parts.</summary>
    Low,

    /// <summary>The same for who has it already.</summary>
    LowUpdate,
}

/// <summary>The playlists of a rung that runs, each written and compressed once for all who ask before it changes.</summary>
internal sealed class HlsPlaylists(HlsRungStream stream)
{
    private readonly Written?[] _written = new Written?[Enum.GetValues<HlsPlaylistKind>().Length];

    /// <summary>The other rungs, of which a player is told that may change over.</summary>
    public IReadOnlyList<HlsRungStream> Others { get; set; } = [];

    public HlsPlaylistBytes Get(HlsPlaylistKind kind)
    {
        var edge = stream.Edge;
        object changesWith = kind is HlsPlaylistKind.Low or HlsPlaylistKind.LowUpdate || edge.Ended ? edge : edge.Segments;
        if (Volatile.Read(ref _written[(int)kind]) is { } written && written.Of == changesWith)
            return written.Bytes;

        // Two may write it at once; both write the same.
        var bytes = HlsPlaylistBytes.Of(Write(kind, edge));
        Volatile.Write(ref _written[(int)kind], new Written(changesWith, bytes));
        return bytes;
    }

    private string Write(HlsPlaylistKind kind, HlsEdge edge) => kind switch
    {
        HlsPlaylistKind.Plain => HlsPlaylist.Plain(edge.Segments, edge.Ended, holds: true),
        HlsPlaylistKind.Whole or HlsPlaylistKind.WholeUpdate => HlsPlaylist.Whole(edge.Segments, edge.Ended, kind == HlsPlaylistKind.WholeUpdate),
        HlsPlaylistKind.Low or HlsPlaylistKind.LowUpdate => HlsPlaylist.Low(
            stream.Rung, edge, Others.Select(other => (other.Rung, other.Edge)), kind == HlsPlaylistKind.LowUpdate),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private sealed record Written(object Of, HlsPlaylistBytes Bytes);
}
