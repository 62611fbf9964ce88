using System.Data.Common;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Alarms;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Outputs.Mp3;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Media.Sounds;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>Has every programme guarded: the studio is told, and alarms are raised.</summary>
internal sealed class Guarding(
    SoundBook book, SoundShelf shelf, Mp3Streams streams, IStudioSignals signals, AlarmBook alarms, TimeProvider time, ILogger<Guarding> logger)
    : IProgrammeCompanion
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    /// <summary>What was encoded is heard two seconds later.</summary>
    private static readonly TimeSpan Surely = SilenceGuard.DeadAfter + TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ShelfInterval = TimeSpan.FromSeconds(30);

    public async Task RunAsync(ProgrammeRun run, CancellationToken ct)
    {
        var series = run.Session.State.Card!.Series;
        using var desk = new GuardDesk(run.Programme.Fallback, sound => shelf.Open(series, new SoundId(sound.Id)), logger);
        var ear = new OutputEar(run.Programme.Talk, streams, time, logger);
        await Task.WhenAll(GuardAsync(run, desk, ear, ct), KnowShelfAsync(series, desk.Plan, ct), ear.RunAsync(ct));
    }

    private async Task GuardAsync(ProgrammeRun run, GuardDesk desk, OutputEar ear, CancellationToken ct)
    {
        await Task.Run(() => BuiltInSounds.All.ToList().ForEach(sound => BuiltInSounds.Open(sound).Dispose()), ct); // they are made once
        GuardView? told = null;
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            var quietFor = run.Session.State.Mix.QuietUntil is { } until ? until - time.GetUtcNow() : TimeSpan.Zero;
            desk.Follow(run.Programme.IsLive, quietFor > TimeSpan.Zero);
            var view = desk.View(quietFor);
            if (view != told)
                signals.Guard(run.Programme.Talk, told = view);
            Alarm(run.Programme.Talk, desk, ear);
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    private void Alarm(TalkId talk, GuardDesk desk, OutputEar ear)
    {
        alarms.Set(ear.IsDead && desk.AudibleFor > Surely, talk, AlarmCodes.OutputSilent, AlarmLevel.Fault);
        alarms.Set(desk.State == GuardState.Warning, talk, AlarmCodes.DeadAirSoon, AlarmLevel.Warning);
        alarms.Set(desk.Cause == GuardCause.Silence, talk, AlarmCodes.DeadAir, AlarmLevel.Fault);
        alarms.Set(desk.Cause == GuardCause.Stuck, talk, AlarmCodes.Stuck, AlarmLevel.Fault, reason: desk.Detail);
        alarms.Set(desk.Cause == GuardCause.Tone, talk, AlarmCodes.Tone, AlarmLevel.Fault, reason: desk.Detail);
    }

    /// <summary>Looks now and then what lies on the shelf; while nobody knows, what was known last is filled in.</summary>
    private async Task KnowShelfAsync(SeriesId series, FallbackPlan plan, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(ShelfInterval, time);
        do
        {
            try
            {
                plan.Shelf = await book.ListAsync(series, ct);
            }
            catch (Exception passing) when (passing is DbException or IOException or TimeoutException)
            {
                logger.LogDebug(passing, "The shelf of series {Series} could not be read", series);
            }
        }
        while (await timer.WaitForNextTickAsync(ct));
    }
}
