namespace TalksPlatform.Broadcast.Media.Outputs.Configuration;

/// <summary>A kind whose outputs begin on air only, and whose places can be tried before.</summary>
internal interface IProbedKind : IOutputKind
{
    /// <summary>Finds out whether it would be let in. No sound goes there, and whoever sends there now is not disturbed.</summary>
    /// <exception cref="OutputException">It would not, and why.</exception>
    Task<OutputProbe> ProbeAsync(OutputConfiguration configuration, CancellationToken ct);
}

/// <summary>What a trial has found.</summary>
/// <param name="IsProved">Its password was taken; else it only answers, and whether that is right shows on air.</param>
/// <param name="OnBackup">The second address answers, and the first does not.</param>
internal sealed record OutputProbe(bool IsProved, bool OnBackup = false);
