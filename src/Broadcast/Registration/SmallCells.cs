namespace TalksPlatform.Broadcast.Registration;

/// <summary>
/// Publishes counts of people without giving away a small one. Three rules, and a test that plays all tables of a size
/// against somebody who knows them: a count under five is withheld; with it the smallest others, until two at least and
/// five people at least are withheld together; and as soon as anything is withheld, all numbers are rounded down to fives,
/// so that no difference from the total tells it.
/// </summary>
internal static class SmallCells
{
    /// <summary>The smallest number of people that is told of.</summary>
    public const int Least = 5;

    /// <summary>Whether something must be withheld of these counts.</summary>
    public static bool AreIn(IReadOnlyList<int> counts) => counts.Any(count => count is > 0 and < Least);

    public static int Round(int count) => count / Least * Least;

    /// <summary>The counts that may be told; null for one that is withheld, and for an empty one, which is not told apart from it.</summary>
    public static IReadOnlyList<int?> Publish(IReadOnlyList<int> counts, bool rounded)
    {
        var withheld = new HashSet<int>(Enumerable.Range(0, counts.Count).Where(i => counts[i] is > 0 and < Least));
        foreach (var next in Enumerable.Range(0, counts.Count).Where(i => counts[i] >= Least).OrderBy(i => counts[i]))
        {
            if (withheld.Count == 0 || (withheld.Count >= 2 && withheld.Sum(i => counts[i]) >= Least))
                break;
            withheld.Add(next);
        }
        return [.. counts.Select((count, i) => count == 0 || withheld.Contains(i) ? (int?)null : rounded ? Round(count) : count)];
    }
}
