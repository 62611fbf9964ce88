using System.Runtime.CompilerServices;
using TalksPlatform.Broadcast.Media.Outputs.Hls;
using TalksPlatform.Broadcast.Media.Outputs.Mp3;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>An encoded stream that is listened to.</summary>
/// <param name="Name">Its output's, for people.</param>
/// <param name="Container">ffmpeg's word for what it comes in.</param>
/// <param name="Listen">Its bytes from now on; null while there is no stream.</param>
internal sealed record EarSource(string Name, string Container, Func<Func<CancellationToken, IAsyncEnumerable<ReadOnlyMemory<byte>>>?> Listen)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The talk's plain stream.</summary>
    public static EarSource Mp3(Mp3Streams streams, TalkId talk) =>
        new("Plain stream", "mp3", () => streams.Find(talk) is { } stream ? stream.ListenAsync : null);

    /// <summary>The lowest rung of the talk's live stream, segment after segment.</summary>
    public static EarSource Hls(HlsStreams streams, TalkId talk, TimeProvider time) =>
        new("Live stream", "mp4", () => streams.TryFindRunning(talk, HlsRung.All[0]) is { } rung ? ct => SegmentsAsync(rung, time, ct) : null);

    /// <summary>It ends where another encoder begins that its players need another initialisation for.</summary>
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> SegmentsAsync(
        HlsRungStream rung, TimeProvider time, [EnumeratorCancellation] CancellationToken ct)
    {
        string? initialisation = null;
        for (var next = rung.Edge.Next; !ct.IsCancellationRequested;)
        {
            if (!await rung.ReachesAsync(next, null, Patience, time, ct))
                continue;
            if (rung.Edge.Segments.Find(segment => segment.Number == next) is not { } segment
                || (initialisation is not null && segment.Initialisation != initialisation))
                yield break;
            if (initialisation is null)
                yield return await rung.ReadAsync(initialisation = segment.Initialisation, ct);
            yield return await rung.ReadAsync(segment.File, ct);
            next++;
        }
    }
}
