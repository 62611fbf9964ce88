namespace TalksPlatform.TestKit.Fuzzing;

/// <summary>Reads one input. True: it was accepted; false: refused. Whatever it throws is a fault.</summary>
public delegate bool FuzzReader(ReadOnlySpan<byte> input);

/// <summary>A reader of what comes from the network, and genuine inputs of it.</summary>
/// <param name="Name">For tables and messages.</param>
/// <param name="Samples">What real peers sent.</param>
/// <param name="Read">Reads it.</param>
/// <param name="MaxLength">The longest input that can reach it, in bytes.</param>
public sealed record FuzzTarget(string Name, IReadOnlyList<byte[]> Samples, FuzzReader Read, int MaxLength = 2_048)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}
