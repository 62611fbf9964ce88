namespace TalksPlatform.TestKit.Fuzzing;

/// <summary>An input was too much for a reader. The message has it, in hexadecimal.</summary>
public sealed class FuzzException(string target, int seed, int number, ReadOnlySpan<byte> input, string what, Exception? inner = null)
    : Exception($"{target} {what} at input {number} of seed {seed}: {Convert.ToHexString(input)}", inner);
