using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Talks;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Closes every poll whose time is up.</summary>
internal sealed class PollTimer(TalkDirectory talks, TimeProvider time, ILogger<PollTimer> logger) : TalkTimer(talks, time, logger)
{
    protected override DueCommand? Next(TalkState talk) =>
        talk.Polls.Open is { } open && talk.Polls.Find(open)?.EndsAt is { } endsAt
            ? new(endsAt, new ClosePoll(open, endsAt))
            : null;
}
