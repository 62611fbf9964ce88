using System.Collections.Frozen;
using System.Text.Json;

namespace TalksPlatform.Server.Pages.Markup;

/// <summary>The client's files under their hashed names, as Vite wrote them when this assembly was built.</summary>
public sealed class ViteManifest
{
    private readonly FrozenDictionary<string, Chunk> _chunks = Load();

    public string File(string entry) => Find(entry).File;

    /// <summary>The style sheets of an entry and of all that it imports.</summary>
    public IEnumerable<string> Styles(string entry) => Walk(entry, []).SelectMany(key => Find(key).Css ?? []).Distinct(StringComparer.Ordinal);

    /// <summary>The scripts that an entry imports, to be fetched beside it.</summary>
    public IEnumerable<string> Imports(string entry) => Walk(entry, []).Skip(1).Select(key => Find(key).File).Distinct(StringComparer.Ordinal);

    private static FrozenDictionary<string, Chunk> Load()
    {
        using var file = typeof(ViteManifest).Assembly.GetManifestResourceStream("client-manifest.json");
        return file is null
            ? FrozenDictionary<string, Chunk>.Empty
            : JsonSerializer.Deserialize<Dictionary<string, Chunk>>(file, JsonSerializerOptions.Web)!.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private Chunk Find(string entry) => _chunks.GetValueOrDefault(entry) ?? throw new InvalidOperationException(
        $"The web client has no '{entry}'. Build without SkipClient, or list it in src/Web/vite.config.ts.");

    private IEnumerable<string> Walk(string entry, HashSet<string> seen) =>
        seen.Add(entry) ? [entry, .. (Find(entry).Imports ?? []).SelectMany(import => Walk(import, seen))] : [];

    /// <summary>One file of the client.</summary>
    private sealed record Chunk(string File, string[]? Css, string[]? Imports);
}
