using TalksPlatform.TestKit.Fuzzing;
using TalksPlatform.TestKit.Fuzzing.Sip;
using TalksPlatform.TestKit.Fuzzing.WebRtc;

namespace TalksPlatform.Rtc.Tests;

/// <summary>Ten thousand hostile inputs a reader, made from what real peers sent. The bench area rtc-fuzz gives a million.</summary>
public sealed class HostileInputTests
{
    private const long MostAllocated = 4 * 1024 * 1024; // for one input, of 64 KiB at most

    public static TheoryData<string> Readers => [.. Targets().Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Readers))]
    public void No_input_breaks_a_reader(string name)
    {
        var report = Fuzzer.Run(Targets().Single(target => target.Name == name), inputs: 10_000, seed: 1);

        report.MostAllocated.ShouldBeLessThan(MostAllocated);
        report.Accepted.ShouldBeLessThan(report.Inputs);
    }

    private static IEnumerable<FuzzTarget> Targets() => WebRtcTargets.All().Concat(SipTargets.All());
}
