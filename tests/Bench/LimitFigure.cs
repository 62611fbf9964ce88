using System.Globalization;

namespace TalksPlatform.Bench;

/// <summary>Ours alone, against the least that a yield should reach or the most that a cost may be.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Limit">The floor of a yield, the ceiling of a cost.</param>
/// <param name="Measure">What the numbers mean.</param>
/// <param name="Rounds">What was measured, at least once; the median counts.</param>
internal sealed record LimitFigure(string Name, double Limit, Measure Measure, params IReadOnlyList<double> Rounds) : Figure(Name)
{
    public double Ours { get; } = Median(Rounds);

    public override bool Holds => IsYield(Measure) ? Ours >= Limit : Ours <= Limit;

    public override string Numbers => string.Create(
        CultureInfo.InvariantCulture,
        $"ours {Format(Ours, Measure)}  {(IsYield(Measure) ? "at least" : "at most")} {Format(Limit, Measure).TrimStart()}");
}
