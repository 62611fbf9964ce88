using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Alarms;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Hosts;

/// <summary>
/// Sees that a live talk has lost its host: nobody from producer up has a desk or a voice in it. Then the co-host takes over,
/// if one was named and is there. Sound, outputs and recording need no host, so they go on by themselves.
/// </summary>
internal sealed class HostWatch(RoomDirectory rooms, AlarmBook alarms, TimeProvider time, ILogger<HostWatch> logger) : IProgrammeCompanion
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public async Task RunAsync(ProgrammeRun run, CancellationToken ct)
    {
        var absence = new HostAbsence(time);
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(ct))
            await LookAsync(run, absence, ct);
    }

    /// <summary>Looks once whether somebody is there.</summary>
    public async Task LookAsync(ProgrammeRun run, HostAbsence absence, CancellationToken ct)
    {
        var room = rooms.Find(run.Programme.Talk);
        var isThere = run.Session.State.Phase != TalkPhase.Live || IsThere(run, room?.Hosts);
        if (isThere)
            absence.End();
        var isLost = !isThere && absence.IsLong;
        alarms.Set(isLost, run.Programme.Talk, AlarmCodes.HostLost, AlarmLevel.Fault);
        if (isLost)
            await TakeOverAsync(run, room, ct);
    }

    private static bool IsThere(ProgrammeRun run, HostPresence? hosts) =>
        hosts is not null && (hosts.IsAnyHere || hosts.Known.Any(host => IsHeard(run, host)));

    private static bool IsHeard(ProgrammeRun run, PersonId person) =>
        run.Programme.FindConnected(new ContributionId(person.Value)) is not null;

    private async Task TakeOverAsync(ProgrammeRun run, Room? room, CancellationToken ct)
    {
        if (run.Session.State.Mix.CoHost is not { PromotedAt: null } coHost
            || !(IsHeard(run, coHost.Person) || room?.Audience.IsHere(coHost.Person) == true))
            return;
        try
        {
            await run.Session.AskAsync(new PromoteCoHost(), Actor.Platform, CommandId.New(), ct);
            logger.LogWarning("Talk {Talk}: the host is lost, and {CoHost} takes over", run.Programme.Talk, coHost.Name);
        }
        catch (FaultException passing)
        {
            logger.LogDebug(passing, "The co-host takes over a moment later");
        }
    }
}

/// <summary>For how long there has been no host. After a start of the server everybody has time to come back.</summary>
internal sealed class HostAbsence(TimeProvider time)
{
    /// <summary>Longer than a reload of the page.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Longer than a browser pauses between two tries.</summary>
    public static readonly TimeSpan PatienceAtFirst = TimeSpan.FromSeconds(20);

    private long _since = time.GetTimestamp();
    private TimeSpan _patience = PatienceAtFirst;
    private bool _isPresent;

    /// <summary>It has lasted so long that she is lost.</summary>
    public bool IsLong
    {
        get
        {
            if (_isPresent)
                (_isPresent, _since) = (false, time.GetTimestamp());
            return time.GetElapsedTime(_since) >= _patience;
        }
    }

    /// <summary>She is there, or need not be.</summary>
    public void End() => (_isPresent, _patience) = (true, Patience);
}
