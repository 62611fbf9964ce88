namespace TalksPlatform.Foundation.Processes;

/// <summary>What is to be run: a program and its arguments, never a line for a shell.</summary>
/// <param name="Program">A path, or a name that PATH finds.</param>
/// <param name="Arguments">One string an argument; nothing is split or expanded.</param>
public sealed record ChildCommand(string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Variables added to our own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where it runs; null for our own working folder.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>
    /// How the child is told to stop. Null: it ends by itself once its standard input closes, as an ffmpeg does that is
    /// fed through a pipe. Otherwise the name of a signal, e.g. TERM: the child gets no standard input, and a guard
    /// sends the signal when we stop it, and also when we were killed and could not.
    /// </summary>
    public string? StopSignal { get; init; }

    /// <summary>Whether <see cref="ChildProcess.Output"/> will be read. Otherwise what the child prints there is dropped.</summary>
    public bool ReadsOutput { get; init; }

    /// <summary>Hears each line of standard error, on a pool thread.</summary>
    public Action<string>? OnErrorLine { get; init; }
}
