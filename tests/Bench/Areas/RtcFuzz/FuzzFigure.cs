using System.Globalization;
using TalksPlatform.TestKit.Fuzzing;

namespace TalksPlatform.Bench.Areas.RtcFuzz;

/// <summary>How a reader took hostile inputs: it neither broke nor hung, and it let go of what it allocated.</summary>
/// <param name="Name">The reader.</param>
/// <param name="Seed">What the inputs follow from.</param>
/// <param name="Report">Null when it broke.</param>
/// <param name="Fault">How it broke, with the input; null when it did not.</param>
internal sealed record FuzzFigure(string Name, int Seed, FuzzReport? Report, string? Fault) : Figure(Name)
{
    private const long MostKept = 4 * 1024 * 1024;
    private const long MostAllocated = 4 * 1024 * 1024; // for one input of 64 KiB at most

    public override bool Holds => Report is { } report && report.Kept <= MostKept && report.MostAllocated <= MostAllocated;

    public override string Numbers => Report is { } report
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Inputs,9:N0} inputs  seed {Seed}  {report.Accepted,7:N0} accepted  {report.Inputs - report.Accepted,9:N0} refused  "
            + $"slowest {report.Slowest.TotalMilliseconds,6:0.00} ms (input {report.SlowestInput})  "
            + $"most allocated {report.MostAllocated / 1024.0,7:0.0} KiB  kept {report.Kept / 1024.0,6:0} KiB")
        : Fault!;
}
