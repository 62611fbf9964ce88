using System.Globalization;

namespace TalksPlatform.Bench;

/// <summary>Ours beside a peer, measured in rounds, both in each, and the ratio that it should reach.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Peer">Who else did it.</param>
/// <param name="Goal">The ratio that holds or falls short: how many times better than the peer's ours is to be.</param>
/// <param name="Measure">What the numbers mean.</param>
/// <param name="Rounds">At least one.</param>
internal sealed record PeerFigure(string Name, string Peer, double Goal, Measure Measure, IReadOnlyList<Round> Rounds)
    : Figure(Name)
{
    /// <summary>
    /// The median of the rounds' own ratios, not the ratio of the medians: the two of a round had the machine in the same
    /// mood.
    /// </summary>
    public double Ratio { get; } = Median(Rounds.Select(round =>
        IsYield(Measure) ? round.Ours / round.Theirs : round.Theirs / round.Ours));

    public override bool Holds => Ratio >= Goal;

    public override string Numbers
    {
        get
        {
            var ours = Format(Median(Rounds.Select(round => round.Ours)), Measure);
            var theirs = Format(Median(Rounds.Select(round => round.Theirs)), Measure);
            return string.Create(
                CultureInfo.InvariantCulture, $"ours {ours}  {Peer,14} {theirs}  {Ratio,6:0.00}x  goal {Goal,5:0.00}x");
        }
    }
}

/// <summary>What ours and the peer showed, one straight after the other.</summary>
internal readonly record struct Round(double Ours, double Theirs);
