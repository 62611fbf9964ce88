using System.Text;

namespace TalksPlatform.TestKit.Fuzzing;

/// <summary>
/// What real peers sent, for mutation: datagrams as lines "peer hexadecimal" in a .hex file a kind, descriptions as files.
/// </summary>
public static class Captures
{
    /// <summary>The datagrams of a kind, e.g. stun.</summary>
    public static IReadOnlyList<byte[]> Datagrams(string kind) =>
    [
        .. Text(kind + ".hex").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Convert.FromHexString(line.Split(' ')[1].Trim())),
    ];

    /// <summary>The descriptions whose names begin so, e.g. offer-.</summary>
    public static IReadOnlyList<byte[]> Descriptions(string prefix) =>
    [
        .. typeof(Captures).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Encoding.UTF8.GetBytes(Text(name))),
    ];

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(Captures).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
