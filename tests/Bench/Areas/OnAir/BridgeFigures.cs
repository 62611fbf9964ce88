using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>
/// What mixing costs beside Janus's audio bridge, in rounds, both in each: contributors of plain RTP, each of whom is sent the
/// others. Both begin with the same settings of the codec; ours stops correcting errors for those who report none.
/// </summary>
/// <param name="name">The part.</param>
/// <param name="contributors">How many there are.</param>
/// <param name="talking">How many of them talk; the others send nothing, as browsers do that were asked to.</param>
/// <param name="reporting">They report how they are sent to, as all do but the plainest.</param>
internal sealed class BridgeFigures(string name, int contributors, int talking, bool reporting) : IFigureSource
{
    private const int Rounds = 3;
    private const double LostPercent = 2;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(8);

    private readonly TimeSpan _warmUp = TimeSpan.FromSeconds(reporting ? 16 : 3); // it takes two reports in ten seconds to be believed

    public string Name => name;

    private bool AllTalk => talking == contributors;

    private string Figure => AllTalk
        ? $"{contributors} contributors, everyone talking, {(reporting ? "on clean lines that say so" : "the same settings")}"
        : $"a talk of {contributors}, {talking} talking: of a core";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var janus = await JanusBridge.StartAsync(ct);
        await using var ours = new MixProcess();
        var rounds = new List<Round>();
        var lost = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var theirCores = await JanusRoundAsync(janus, ct);
            var (ourCores, missing) = await OurRoundAsync(ours, ct);
            lost.Add(missing);
            rounds.Add(AllTalk ? new Round(contributors / ourCores, contributors / theirCores) : new Round(100 * ourCores, 100 * theirCores));
        }

        yield return AllTalk
            ? new PeerFigure(Figure, "Janus", 1.3, Measure.PerCore, rounds)
            : new PeerFigure(Figure, "Janus", 4, Measure.Percent, rounds);
        yield return new LimitFigure("returns that did not come", LostPercent, Measure.Percent, lost);
    }

    private async Task<double> JanusRoundAsync(JanusBridge janus, CancellationToken ct)
    {
        using var speakers = new Speakers(contributors, talking, reporting);
        var (ports, closeAsync) = await janus.OpenAsync(speakers.Ports, ct);
        speakers.Begin(ports);
        await Task.Delay(_warmUp, TimeProvider.System, ct);
        var (before, began) = (janus.Microseconds, Stopwatch.GetTimestamp());
        await Task.Delay(Length, TimeProvider.System, ct);
        var cores = (janus.Microseconds - before) / Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        if (speakers.Heard == 0)
            throw new InvalidOperationException("Janus sent nothing back.");
        await closeAsync();
        return cores;
    }

    private async Task<(double Cores, double LostPercent)> OurRoundAsync(MixProcess ours, CancellationToken ct)
    {
        using var speakers = new Speakers(contributors, talking, reporting);
        speakers.Begin([await ours.OpenAsync(contributors, ct)]);
        await Task.Delay(_warmUp, TimeProvider.System, ct);
        var (before, heard, began) = (await ours.LoadAsync(ct), speakers.Heard, Stopwatch.GetTimestamp());
        await Task.Delay(Length, TimeProvider.System, ct);
        var (after, took) = (await ours.LoadAsync(ct), Stopwatch.GetElapsedTime(began));
        var due = took / TimeSpan.FromMilliseconds(20) * contributors;
        var lost = 100 * Math.Max(1 - ((speakers.Heard - heard) / due), 0);
        await ours.CloseAsync(ct);
        return ((after.Microseconds - before.Microseconds) / took.TotalMicroseconds, lost);
    }
}
