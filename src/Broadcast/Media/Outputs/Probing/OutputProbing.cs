using System.Data.Common;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Media.Recording;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Media.Outputs.Probing;

/// <summary>
/// Tries in the green room what begins on air only: the recording's disk, and each place whose kind can be tried. Again once
/// a minute, sooner while something is wrong, and when somebody asks.
/// </summary>
internal sealed class OutputProbing(OutputDesk desk, DataFolder data, TimeProvider time, ILogger<OutputProbing> logger) : IProgrammeCompanion
{
    private static readonly TimeSpan WhileWell = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WhileIll = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task RunAsync(ProgrammeRun run, CancellationToken ct)
    {
        var recording = new RecordingProbe(data.At("recordings"), time);
        IReadOnlyList<OutputConfiguration> known = [];
        while (run.Session.State is { LiveAt: null, EndedAt: null })
        {
            known = await ReadAsync(run, known, ct);
            run.Probes.Expect([.. run.IsRecorded ? [Begin(RecordingProbe.Blank)] : Array.Empty<OutputView>(), .. known.Select(output => Begin(ViewOf(output)))]);
            await Task.WhenAll(known.Select(output => TryAsync(run.Probes, output, ct)).Prepend(TryAsync(run, recording)));
            await Task.Delay(Shortest, time, ct);
            await run.Probes.AskedAsync(run.Probes.AllWell ? WhileWell : WhileIll, time, ct);
        }
    }

    private static OutputView ViewOf(OutputConfiguration output) => new(output.Name, output.Kind, "probing") { Id = output.Id };

    private OutputView Begin(OutputView view) => view with { Since = time.GetUtcNow() };

    /// <summary>What is to be tried; while PostgreSQL is away, what was. Of what was changed nothing is known.</summary>
    private async Task<IReadOnlyList<OutputConfiguration>> ReadAsync(ProgrammeRun run, IReadOnlyList<OutputConfiguration> before, CancellationToken ct)
    {
        try
        {
            var asked = await desk.ReadAsync(run.Programme.Talk, ct);
            foreach (var changed in before.Except(asked))
                run.Probes.Forget(ViewOf(changed));
            return [.. asked.Where(output => !desk.RunsBeforeAir(output))];
        }
        catch (Exception passing) when (passing is DbException or IOException or TimeoutException)
        {
            logger.LogDebug(passing, "Talk {Talk}: its outputs could not be read", run.Programme.Talk);
            return before;
        }
    }

    private Task TryAsync(ProgrammeRun run, RecordingProbe recording) => Task.Run(() =>
    {
        if (run.IsRecorded)
            run.Probes.Tell(Begin(recording.Look(tracks: 1 + run.Programme.Seats.Count)));
    });

    private async Task TryAsync(OutputProbes probes, OutputConfiguration output, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var view = Begin(ViewOf(output));
        try
        {
            probes.Tell(await desk.ProbeAsync(output, either.Token) is { } probe
                ? view with { State = probe.IsProved ? "ready" : "reachable", OnBackup = probe.OnBackup }
                : view with { State = "waiting" }); // this kind shows on air only
        }
        catch (Exception failure) when (!ct.IsCancellationRequested) // whatever it is: it would fail on air, too
        {
            var told = failure is OperationCanceledException ? OutputException.Connecting("The server", failure) : failure;
            probes.Tell(view with { State = "unready", Reason = told.Message, Code = OutputException.CodeOf(told) });
        }
    }
}
