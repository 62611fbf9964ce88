using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Messaging;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>Opens the green room when the calendar says so.</summary>
internal sealed class OpenGreenRoom(CalendarCopy talks) : IFactHandler<GreenRoomDue>
{
    public Task HandleAsync(GreenRoomDue fact, CancellationToken ct) => talks.OpenAsync(fact.Episode.EpisodeId, ct);
}

/// <summary>Lets people ask in advance as soon as an episode stands on the calendar, and follows it when it moves.</summary>
internal sealed class FollowCalendar(CalendarCopy talks) : IFactHandler<EpisodeScheduled>
{
    public Task HandleAsync(EpisodeScheduled fact, CancellationToken ct) => talks.AnnounceAsync(fact.EpisodeId, ct);
}

/// <summary>Closes the talk of an episode that will not take place. One on air is its host's to end.</summary>
internal sealed class CloseCancelledTalk(TalkDirectory talks) : IFactHandler<EpisodeCancelled>
{
    public Task HandleAsync(EpisodeCancelled fact, CancellationToken ct) => talks.CallOffAsync(fact.EpisodeId, ct);
}

/// <summary>Takes a talk on air that a restart at the wrong moment kept from it.</summary>
internal sealed class ReconcileStart(TalkDirectory talks) : IFactHandler<EpisodeDue>
{
    public async Task HandleAsync(EpisodeDue fact, CancellationToken ct)
    {
        // A green room whose fact is still on its way will find its start past, and its timer fires at once.
        if (await talks.TryFindAsync(TalkId.Of(fact.EpisodeId), ct) is { State.Phase: TalkPhase.GreenRoom } talk)
            await talk.AskAsync(new GoLive(fact.StartsAt), Actor.Platform, CommandId.New(), ct);
    }
}
