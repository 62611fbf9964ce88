using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Closes every poll whose time is up.</summary>
internal sealed class PollTimer(TalkDirectory talks, TimeProvider time, ILogger<PollTimer> logger) : TalkTimer(talks, time, logger)
{
    protected override DueCommand? Next(TalkState talk) =>
        talk.Polls.Open is { } open && talk.Polls.Find(open)?.EndsAt is { } endsAt
            ? new(endsAt, new ClosePoll(open, endsAt), CommandOf(open, endsAt))
            : null;

    private static CommandId CommandOf(PollId poll, DateTimeOffset endsAt)
    {
        var name = SHA256.HashData(Encoding.UTF8.GetBytes($"close-poll {poll} {endsAt.UtcTicks}"));
        return new CommandId(new Guid(name.AsSpan(0, 16)));
    }
}
