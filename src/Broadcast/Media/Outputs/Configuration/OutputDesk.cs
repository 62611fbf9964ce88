using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Configuration;

/// <summary>Makes outputs of what was asked for.</summary>
internal sealed class OutputDesk(OutputBook book, IEnumerable<IOutputKind> kinds, BroadcastOptions options)
{
    private readonly Dictionary<string, IOutputKind> _kinds = kinds.ToDictionary(kind => kind.Kind, StringComparer.Ordinal);

    /// <summary>Those of the talk that are in use, and the Icecast server that every programme goes to; not those that only a later version knows.</summary>
    public async Task<IReadOnlyList<OutputConfiguration>> ReadAsync(TalkId talk, CancellationToken ct)
    {
        var configured = (await book.ReadAsync(talk, ct)).Where(output => output.Enabled);
        IEnumerable<OutputConfiguration> all = options.IcecastUrl is { } always ? [.. configured, Always(new Uri(always))] : configured;
        return [.. all.Where(output => _kinds.ContainsKey(output.Kind))];
    }

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

    private static OutputConfiguration Always(Uri url)
    {
        var user = url.UserInfo.Split(':', 2);
        return new OutputConfiguration(
            Guid.Empty,
            OutputConfiguration.Icecast,
            "Icecast",
            new UriBuilder("http", url.Host, url.Port < 0 ? 8000 : url.Port, url.AbsolutePath).Uri.AbsoluteUri,
            Codec: null,
            Uri.UnescapeDataString(user[0]),
            user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null);
    }
}
