using System.Security.Cryptography;
using System.Text;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Messaging;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>Opens the green room when the calendar says so.</summary>
internal sealed class OpenGreenRoom(TalkDirectory talks) : IFactHandler<GreenRoomDue>
{
    public Task HandleAsync(GreenRoomDue fact, CancellationToken ct) => talks.OpenAsync(fact.Episode, ct);
}

/// <summary>Lets people ask in advance as soon as an episode stands on the calendar, and follows it when it moves.</summary>
internal sealed class FollowCalendar(TalkDirectory talks) : IFactHandler<EpisodeScheduled>
{
    public Task HandleAsync(EpisodeScheduled fact, CancellationToken ct) => talks.AnnounceAsync(fact, ct);
}

/// <summary>Closes the talk of an episode that will not take place. One on air is its host's to end.</summary>
internal sealed class CloseCancelledTalk(TalkDirectory talks) : IFactHandler<EpisodeCancelled>
{
    public async Task HandleAsync(EpisodeCancelled fact, CancellationToken ct)
    {
        if (await talks.TryFindAsync(TalkId.Of(fact.EpisodeId), ct) is { State.Phase: TalkPhase.Announced or TalkPhase.GreenRoom } talk)
            await talk.AskAsync(new EndTalk(), Actor.Platform, CommandId.New(), ct);
    }
}

/// <summary>Takes a talk on air that a restart at the wrong moment kept from it.</summary>
internal sealed class ReconcileStart(TalkDirectory talks) : IFactHandler<EpisodeDue>
{
    public async Task HandleAsync(EpisodeDue fact, CancellationToken ct)
    {
        // A green room whose fact is still on its way will find its start past, and its timer fires at once.
        if (await talks.TryFindAsync(TalkId.Of(fact.EpisodeId), ct) is { State.Phase: TalkPhase.GreenRoom } talk)
            await talk.AskAsync(new GoLive(fact.StartsAt), Actor.Platform, PlannedStart.CommandOf(talk.Id, fact.StartsAt), ct);
    }
}

/// <summary>The start that the calendar planned.</summary>
internal static class PlannedStart
{
    /// <summary>
    /// The command that takes the talk on air at this instant: the same from every node's timer and from the reconciling
    /// job, so that the log takes it once.
    /// </summary>
    public static CommandId CommandOf(TalkId talk, DateTimeOffset startsAt)
    {
        var name = SHA256.HashData(Encoding.UTF8.GetBytes($"go-live {talk} {startsAt.UtcTicks}"));
        return new CommandId(new Guid(name.AsSpan(0, 16)));
    }
}
