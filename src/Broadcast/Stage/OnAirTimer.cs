using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Takes every talk on air at its planned start.</summary>
internal sealed class OnAirTimer(TalkDirectory talks, TimeProvider time, ILogger<OnAirTimer> logger) : TalkTimer(talks, time, logger)
{
    protected override DueCommand? Next(TalkState talk) => talk is { Phase: TalkPhase.GreenRoom, Card.StartsAt: var startsAt }
        ? new(startsAt, new GoLive(startsAt))
        : null;
}
