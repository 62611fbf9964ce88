using Microsoft.Extensions.Logging;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Media.Outputs.AsRun;

/// <summary>
/// The as-run log of one talk while it is written: what the disk refuses waits with the time at which it happened, and is
/// written when the disk is back. One thread at a time.
/// </summary>
internal sealed class AsRunPage(AsRunBook book, TalkId talk, TimeProvider time, ILogger logger)
{
    private const int MostWaiting = 10_000; // an evening with a wild studio

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Outage _refused = new(logger, $"The as-run log of talk {talk}");
    private readonly List<AsRunLine> _waiting = [];
    private long? _refusedAt;

    /// <summary>Adds what happened now, and writes what waits.</summary>
    public void Add(IEnumerable<(string What, string? Name, string? Detail)> happened)
    {
        var now = time.GetUtcNow();
        _waiting.AddRange(happened.Select(line => AsRunLine.Now(now, line.What, line.Name, line.Detail)));
        if (_waiting.Count > MostWaiting)
            _waiting.RemoveRange(0, _waiting.Count - MostWaiting);
        if (_refusedAt is not { } at || time.GetElapsedTime(at) >= RetryAfter)
            Write();
    }

    /// <summary>Writes what waits, if the disk takes it.</summary>
    public void Write()
    {
        try
        {
            book.Write(talk, _waiting);
            _waiting.Clear();
            _refusedAt = null;
            _refused.Ended();
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
        {
            _refusedAt = time.GetTimestamp();
            _refused.Began(refusal);
        }
    }
}
