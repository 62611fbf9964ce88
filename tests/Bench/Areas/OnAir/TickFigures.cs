using System.Runtime.CompilerServices;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>
/// How late the clock ticks while the machine's other processor is busy, in a talk of 40 of whom 5 talk; and whether 150
/// contributors who all talk make it miss a tick. The clock of an empty talk beside it tells how late the machine itself is.
/// </summary>
/// <param name="minutes">How long; the goals are for ten.</param>
internal sealed class TickFigures(double minutes) : IFigureSource
{
    private const int Contributors = 40;
    private const int TalkingOnes = 5;
    private const int Many = 150;

    private static readonly TimeSpan ManyLength = TimeSpan.FromSeconds(20);

    public string Name => "tick";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        using (var nuisance = new BusyProcessor())
        await using (var empty = new MixProcess())
        {
            _ = await empty.OpenAsync(contributors: 0, ct);
            var usual = await RunAsync(Contributors, TalkingOnes, TimeSpan.FromMinutes(minutes), ct);
            var scheduling = usual.IsRealTime ? "SCHED_FIFO" : "without SCHED_FIFO, which is not allowed";
            yield return new LimitFigure($"99 % of ticks late by at most ({scheduling})", 1, Measure.Milliseconds, usual.P99Milliseconds);
            yield return new LimitFigure($"the latest of {usual.Ticks} ticks", 10, Measure.Milliseconds, usual.WorstMilliseconds);
            yield return new LimitFigure("the latest of an empty talk in a process beside it", 10, Measure.Milliseconds, (await empty.LoadAsync(ct)).WorstMilliseconds);
            yield return new LimitFigure("the latest after garbage was collected", 10, Measure.Milliseconds, usual.WorstInCollectionMilliseconds);
            yield return new LimitFigure("ticks that never came", 0, Measure.Count, usual.Skipped);
            yield return new LimitFigure("garbage collections meanwhile, in ten minutes", 20, Measure.Count, usual.Collections * 10 / minutes);
        }

        var many = await RunAsync(Many, Many, ManyLength, ct);
        yield return new LimitFigure($"ticks that never came with {Many} talking", 0, Measure.Count, many.Skipped);
        yield return new LimitFigure("the latest of them", 20, Measure.Milliseconds, many.WorstMilliseconds);
    }

    private static async Task<MixLoad> RunAsync(int contributors, int talking, TimeSpan length, CancellationToken ct)
    {
        await using var ours = new MixProcess();
        using var speakers = new Speakers(contributors, talking, reporting: true);
        speakers.Begin([await ours.OpenAsync(contributors, ct)]);
        await Task.Delay(length, TimeProvider.System, ct);
        return await ours.LoadAsync(ct);
    }

    /// <summary>A thread that never rests.</summary>
    private sealed class BusyProcessor : IDisposable
    {
        private readonly Thread _thread;
        private volatile bool _stopped;

        public BusyProcessor()
        {
            _thread = new Thread(Run) { IsBackground = true };
            _thread.Start();
        }

        public void Dispose()
        {
            _stopped = true;
            _thread.Join();
        }

        private void Run()
        {
            while (!_stopped)
            {
                // That is all.
            }
        }
    }
}
