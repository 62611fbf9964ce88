namespace TalksPlatform.TestKit.Fuzzing;

/// <summary>How a reader took its inputs.</summary>
/// <param name="Inputs">How many there were.</param>
/// <param name="Accepted">How many of them it accepted.</param>
/// <param name="Slowest">The longest that it took for one.</param>
/// <param name="SlowestInput">The number of that input, from 0.</param>
/// <param name="MostAllocated">The most that it allocated for one, in bytes.</param>
/// <param name="Kept">What it held on to in the end, in bytes.</param>
public sealed record FuzzReport(int Inputs, int Accepted, TimeSpan Slowest, int SlowestInput, long MostAllocated, long Kept);
