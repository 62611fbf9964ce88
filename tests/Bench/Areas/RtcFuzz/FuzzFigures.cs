using System.Runtime.CompilerServices;
using TalksPlatform.TestKit.Fuzzing;

namespace TalksPlatform.Bench.Areas.RtcFuzz;

/// <summary>A million hostile inputs a reader, made of what real peers sent.</summary>
internal sealed class FuzzFigures(string name, Func<IReadOnlyList<FuzzTarget>> targets) : IFigureSource
{
    private const int Inputs = 1_000_000;
    private const int Seed = 2026; // the tests use another

    public string Name => name;

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var target in targets())
        {
            ct.ThrowIfCancellationRequested();
            yield return await Task.Run(() => Measure(target), ct);
        }
    }

    private static FuzzFigure Measure(FuzzTarget target)
    {
        try
        {
            return new FuzzFigure(target.Name, Seed, Fuzzer.Run(target, Inputs, Seed), Fault: null);
        }
        catch (FuzzException fault)
        {
            return new FuzzFigure(target.Name, Seed, Report: null, fault.Message);
        }
    }
}
