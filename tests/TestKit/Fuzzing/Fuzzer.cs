using System.Diagnostics;

namespace TalksPlatform.TestKit.Fuzzing;

/// <summary>Gives a reader hostile inputs, and watches whether it crashes, hangs, or eats memory.</summary>
public static class Fuzzer
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1); // a reader takes microseconds

    /// <summary>Gives a reader so many inputs.</summary>
    /// <exception cref="FuzzException">It threw or hung.</exception>
    public static FuzzReport Run(FuzzTarget target, int inputs, int seed)
    {
        var run = new Campaign(target, inputs, seed);
        var thread = new Thread(run.Carry) { IsBackground = true, Name = $"fuzzing {target.Name}" };
        thread.Start();
        for (var before = -1; !thread.Join(Patience); before = run.Number)
        {
            if (run.Number == before)
                throw new FuzzException(target.Name, seed, run.Number, run.InputOf(run.Number), "hangs");
        }

        return run.Report ?? throw run.Failure!;
    }

    private sealed class Campaign(FuzzTarget target, int inputs, int seed)
    {
        private int _number;

        public int Number => Volatile.Read(ref _number);

        public FuzzReport? Report { get; private set; }

        public FuzzException? Failure { get; private set; }

        public void Carry()
        {
            var mutator = new Mutator(seed, target.Samples, target.MaxLength);
            var (accepted, slowest, slowestInput, mostAllocated) = (0, 0L, 0, 0L);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            for (; _number < inputs; Volatile.Write(ref _number, _number + 1))
            {
                var input = mutator.Next();
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                var began = Stopwatch.GetTimestamp();
                try
                {
                    accepted += target.Read(input) ? 1 : 0;
                }
                catch (Exception fault)
                {
                    Failure = new FuzzException(target.Name, seed, _number, input, $"threw {fault.GetType().Name}", fault);
                    return;
                }

                var took = Stopwatch.GetTimestamp() - began;
                if (took > slowest)
                    (slowest, slowestInput) = (took, _number);
                mostAllocated = Math.Max(mostAllocated, GC.GetAllocatedBytesForCurrentThread() - allocated);
            }

            var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
            Report = new FuzzReport(inputs, accepted, Stopwatch.GetElapsedTime(0, slowest), slowestInput, mostAllocated, kept);
        }

        /// <summary>Makes an input again.</summary>
        public byte[] InputOf(int number)
        {
            var mutator = new Mutator(seed, target.Samples, target.MaxLength);
            for (var i = 0; i < number; i++)
                mutator.Next();
            return mutator.Next().ToArray();
        }
    }
}
