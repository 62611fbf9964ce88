using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Phone.Calls;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Hands;

/// <summary>Looks after the lines of all rooms: tells the studio who is away, and takes hands down that were left behind.</summary>
internal sealed class HandKeeper(
    RoomDirectory rooms, CallersOnLine callers, NodeWhispers whispers, TimeProvider time, ILogger<HandKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(4);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var room in rooms.Rooms)
                await TryLookAsync(room, stoppingToken);
        }
    }

    private async Task TryLookAsync(Room room, CancellationToken ct)
    {
        try
        {
            await LookAsync(room, ct);
        }
        catch (Exception defect) when (defect is not OperationCanceledException || !ct.IsCancellationRequested) // one talk's defect must not leave the others' lines alone
        {
            logger.LogError(defect, "Talk {Talk}: its line could not be looked after", room.Session.Id);
        }
    }

    private async Task LookAsync(Room room, CancellationToken ct)
    {
        var hands = room.Session.State.Hands;
        if (hands.Line.IsEmpty && room.Line.Away.Count == 0)
            return;
        if (!whispers.IsListening)
            room.Line.Forget();
        PersonId[] here = [.. hands.Line.Select(hand => hand.Person).Where(person => room.Audience.IsHere(person) || callers.IsHere(room.Session.Id, person))];
        room.Line.See(here);
        if (here.Length > 0)
            whispers.Tell(new Whisper(room.Session.Id, Here: here));

        var before = room.Line.Away;
        var late = room.Line.Look(hands);
        if (!room.Line.Away.SequenceEqual(before))
            room.Post.Send(TalkGroups.Studio(room.Session.Id), client => client.Away(room.Line.Away));
        foreach (var hand in late)
            await DropAsync(room, hand, ct);
    }

    private async Task DropAsync(Room room, Hand hand, CancellationToken ct)
    {
        try
        {
            await room.Session.AskAsync(new DropHand(hand.Person, hand.Order), Actor.Platform, CommandId.New(), ct);
        }
        catch (FaultException passing)
        {
            logger.LogDebug(passing, "A hand is taken down later");
        }
    }
}
