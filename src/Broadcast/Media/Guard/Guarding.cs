using System.Data.Common;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Alarms;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Outputs.Hls;
using TalksPlatform.Broadcast.Media.Outputs.Mp3;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Media.Sounds;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>Has every programme guarded: the studio is told, and alarms are raised.</summary>
internal sealed class Guarding(
    SoundBook book, SoundShelf shelf, Mp3Streams plain, HlsStreams live, IStudioSignals signals, AlarmBook alarms, TimeProvider time,
    ILogger<Guarding> logger)
    : IProgrammeCompanion
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>What was encoded is heard two seconds later, and by segments up to six.</summary>
    private static readonly TimeSpan Surely = SilenceGuard.DeadAfter + TimeSpan.FromSeconds(8);

    private static readonly TimeSpan ShelfInterval = TimeSpan.FromSeconds(30);

    public async Task RunAsync(ProgrammeRun run, CancellationToken ct)
    {
        var series = run.Session.State.Card!.Series;
        using var desk = new GuardDesk(run.Programme.Fallback, sound => shelf.Open(series, new SoundId(sound.Id)), logger);
        using var radio = new LegEar(run.Programme.Legs);
        EarSource[] sources = [EarSource.Mp3(plain, run.Programme.Talk), EarSource.Hls(live, run.Programme.Talk, time)];
        OutputEar[] ears = [.. sources.Select(source => new OutputEar(source, time, logger))];
        await Task.WhenAll(
            [GuardAsync(run, desk, radio, ears, ct), KnowShelfAsync(series, desk.Plan, ct), .. ears.Select(ear => ear.RunAsync(ct))]);
    }

    private async Task GuardAsync(ProgrammeRun run, GuardDesk desk, LegEar radio, OutputEar[] ears, CancellationToken ct)
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
            radio.Follow(run.Programme.IsLive);
            Alarm(run.Programme.Talk, desk);
            Alarm(run.Programme.Talk, LegEar.Name, desk.AudibleFor > Surely + radio.Late ? radio.Trouble : null);
            foreach (var ear in ears)
                Alarm(run.Programme.Talk, ear.Name, desk.AudibleFor > Surely ? ear.Trouble : null);
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    /// <summary>What an output sends, while something goes out that is to be heard.</summary>
    private void Alarm(TalkId talk, string output, OutputTrouble? trouble)
    {
        alarms.Set(trouble?.Cause == GuardCause.Silence, talk, AlarmCodes.OutputSilent, AlarmLevel.Fault, output);
        alarms.Set(trouble?.Cause == GuardCause.Stuck, talk, AlarmCodes.OutputStuck, AlarmLevel.Fault, output, trouble?.Detail);
        alarms.Set(trouble?.Cause == GuardCause.Tone, talk, AlarmCodes.OutputTone, AlarmLevel.Fault, output, trouble?.Detail);
    }

    private void Alarm(TalkId talk, GuardDesk desk)
    {
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
