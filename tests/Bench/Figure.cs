namespace TalksPlatform.Bench;

/// <summary>One thing measured in rounds, ours and the peer's in each, and the ratio that it should reach.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Peer">Who else did it.</param>
/// <param name="Goal">The ratio that holds or falls short: how many times better than the peer's ours is to be.</param>
/// <param name="Measure">What the numbers mean.</param>
/// <param name="Rounds">At least one.</param>
internal sealed record Figure(string Name, string Peer, double Goal, Measure Measure, IReadOnlyList<Round> Rounds)
{
    public double Ours { get; } = Median(Rounds.Select(round => round.Ours));

    public double Theirs { get; } = Median(Rounds.Select(round => round.Theirs));

    /// <summary>
    /// The median of the rounds' own ratios, not the ratio of the medians: the two of a round had the machine in the same
    /// mood.
    /// </summary>
    public double Ratio { get; } = Median(Rounds.Select(round =>
        Measure == Measure.Microseconds ? round.Theirs / round.Ours : round.Ours / round.Theirs));

    public bool Holds => Ratio >= Goal;

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

/// <summary>What ours and the peer showed, one straight after the other.</summary>
internal readonly record struct Round(double Ours, double Theirs);

/// <summary>What a number means.</summary>
internal enum Measure
{
    /// <summary>A cost: less is better.</summary>
    Microseconds,

    /// <summary>A yield: more is better.</summary>
    PerSecond,
}
