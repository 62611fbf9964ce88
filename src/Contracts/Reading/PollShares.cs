namespace TalksPlatform.Contracts;

/// <summary>Each option's part of a poll's result, as pages show it and hosts read it out.</summary>
public static class PollShares
{
    /// <summary>
    /// Whole percent an option, in the options' order; zeros while nobody voted. They add to 100 (largest remainder),
    /// except where a voter may choose several: there each is the part of the voters who chose it.
    /// </summary>
    /// <param name="poll">A poll whose tally the viewer sees.</param>
    public static IReadOnlyList<int> Of(PollView poll) => poll.Rules.Kind == PollKind.Multiple
        ? [.. (poll.Tally ?? []).Select(count => poll.Voters == 0 ? 0 : ((200 * count) + poll.Voters) / (2 * poll.Voters))]
        : Of(poll.Tally ?? []);

    /// <summary>Whole percents that add to 100; of equal remainders the first option's is rounded up.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<int> tally)
    {
        var total = tally.Sum(count => (long)count);
        if (total == 0)
            return new int[tally.Count];
        var shares = tally.Select(count => (int)(100L * count / total)).ToArray();
        var byRemainder = Enumerable.Range(0, tally.Count).OrderByDescending(option => 100L * tally[option] % total);
        foreach (var option in byRemainder.Take(100 - shares.Sum()))
            shares[option]++;
        return shares;
    }
}
