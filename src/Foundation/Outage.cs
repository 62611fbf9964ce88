using Microsoft.Extensions.Logging;

namespace TalksPlatform.Foundation;

/// <summary>Says once that something is down and once that it is back, however often it is tried in between. For any thread.</summary>
/// <param name="logger">Where to say it.</param>
/// <param name="what">What is down, as the beginning of a sentence.</param>
public sealed class Outage(ILogger logger, string what)
{
    private bool _down;

    /// <summary>It failed, or failed again.</summary>
    public void Began(Exception reason)
    {
        if (!Interlocked.Exchange(ref _down, true))
            logger.LogWarning(reason, "{What} is down and will be tried until it is back: {Reason}", what, reason.Message);
    }

    /// <summary>It works.</summary>
    public void Ended()
    {
        if (Interlocked.Exchange(ref _down, false))
            logger.LogInformation("{What} is back", what);
    }
}
