using TalksPlatform.TestKit.Fuzzing;

namespace TalksPlatform.Foundation.Tests;

/// <summary>The tests' maker of hostile inputs: what it finds can be found again.</summary>
public sealed class FuzzerTests
{
    private static readonly byte[][] Samples = [[1, 2, 3, 4, 5, 6, 7, 8], "v=0\r\nm=audio 9 RTP/AVP 0\r\n"u8.ToArray()];

    [Fact]
    public void The_same_seed_gives_the_same_inputs_and_another_gives_others()
    {
        Inputs(seed: 7).ShouldBe(Inputs(seed: 7));
        Inputs(seed: 7).ShouldNotBe(Inputs(seed: 8));
    }

    [Fact]
    public void No_input_is_longer_than_what_can_arrive() =>
        Inputs(seed: 1).ShouldAllBe(input => input.Length <= 2 * 64);

    [Fact]
    public void A_reader_that_throws_is_told_of_with_the_input()
    {
        var target = new FuzzTarget("careless", Samples, input => input[^1] < 200);

        Should.Throw<FuzzException>(() => Fuzzer.Run(target, 10_000, seed: 1)).Message.ShouldStartWith("careless threw IndexOutOfRangeException");
    }

    [Fact]
    public void A_reader_that_takes_all_is_reported_with_what_it_cost()
    {
        var report = Fuzzer.Run(new FuzzTarget("patient", Samples, input => input.ToArray().Length % 2 == 0), 1_000, seed: 1);

        report.Inputs.ShouldBe(1_000);
        report.Accepted.ShouldBeInRange(100, 900);
        report.MostAllocated.ShouldBeInRange(1, 4_096);
    }

    private static List<string> Inputs(int seed)
    {
        var mutator = new Mutator(seed, Samples, maxLength: 64);
        return [.. Enumerable.Range(0, 1_000).Select(_ => Convert.ToHexString(mutator.Next()))];
    }
}
