namespace TalksPlatform.TestKit;

/// <summary>What code takes of the heap, on the thread that calls it.</summary>
public static class Allocation
{
    private const int MostRounds = 10;

    /// <summary>
    /// The bytes of a round when all that it calls is compiled for good: before, some of it allocates what lies on the stack
    /// afterwards. So rounds are gone until one takes nothing, and the tenth is the last.
    /// </summary>
    /// <param name="round">What is measured: many times the same.</param>
    /// <param name="between">What is done before each round and not measured.</param>
    public static long Of(Action round, Action? between = null) =>
        Of(() =>
        {
            between?.Invoke();
            var before = GC.GetAllocatedBytesForCurrentThread();
            round();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });

    /// <summary>The same of rounds that measure themselves.</summary>
    public static long Of(Func<long> round)
    {
        var bytes = round();
        for (var more = 1; more < MostRounds && bytes > 0; more++)
            bytes = round();
        return bytes;
    }
}
