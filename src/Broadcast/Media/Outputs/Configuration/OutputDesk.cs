using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Configuration;

/// <summary>Makes outputs of what was asked for.</summary>
internal sealed class OutputDesk(OutputBook book, IEnumerable<IOutputKind> kinds)
{
    private readonly Dictionary<string, IOutputKind> _kinds = kinds.ToDictionary(kind => kind.Kind, StringComparer.Ordinal);

    /// <summary>Those of the talk that are in use; not those that only a later version knows.</summary>
    public async Task<IReadOnlyList<OutputConfiguration>> ReadAsync(TalkId talk, CancellationToken ct) =>
        [.. (await book.ReadAsync(talk, ct)).Where(output => output.Enabled && _kinds.ContainsKey(output.Kind))];

    /// <summary>What a request asks for; null when its kind has no such address.</summary>
    public OutputConfiguration? Read(OutputRequest request) =>
        _kinds.GetValueOrDefault(request.Kind)?.Read(request) is { } read ? read with { Enabled = request.Enabled ?? true } : null;

    /// <summary>It runs from the green room on.</summary>
    public bool RunsBeforeAir(OutputConfiguration configuration) => _kinds[configuration.Kind].RunsBeforeAir;

    /// <summary>Tries whether it would be let in; null when its kind cannot tell before air.</summary>
    /// <exception cref="OutputException">It would not, and why.</exception>
    public async Task<OutputProbe?> ProbeAsync(OutputConfiguration configuration, CancellationToken ct) =>
        _kinds[configuration.Kind] is IProbedKind kind ? await kind.ProbeAsync(configuration, ct) : null;

    public IConfiguredOutput Create(OutputConfiguration configuration, TalkProgramme programme) =>
        _kinds[configuration.Kind].Create(configuration, programme);
}
