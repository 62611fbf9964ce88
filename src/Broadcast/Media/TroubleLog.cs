using Microsoft.Extensions.Logging;

namespace TalksPlatform.Broadcast.Media;

/// <summary>
/// Logs what may fail again with every packet: each kind of trouble at once, and then at most once a minute, with how often
/// it came in between. Thread-safe.
/// </summary>
internal sealed class TroubleLog(ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string, Type?), (long ToldAt, int Untold)> _kinds = [];

    /// <param name="trouble">One of few sentences: nothing that somebody outside chooses.</param>
    /// <param name="cause">What was thrown, if anything was.</param>
    public void Tell(string trouble, Exception? cause)
    {
        var kind = (trouble, cause?.GetType());
        int untold;
        lock (_gate)
        {
            var isKnown = _kinds.TryGetValue(kind, out var before);
            if (isKnown && time.GetElapsedTime(before.ToldAt) < Pause)
            {
                _kinds[kind] = before with { Untold = before.Untold + 1 };
                return;
            }

            _kinds[kind] = (time.GetTimestamp(), 0);
            untold = before.Untold;
        }

        if (untold == 0)
            logger.LogWarning(cause, "{Trouble}", trouble);
        else
            logger.LogWarning(cause, "{Trouble}, and {Untold} times more since it was last told", trouble, untold);
    }
}
