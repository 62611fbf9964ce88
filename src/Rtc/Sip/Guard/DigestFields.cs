using System.Diagnostics.CodeAnalysis;

namespace TalksPlatform.Rtc.Sip;

/// <summary>The fields of a <c>Digest name="value", name=value</c> header.</summary>
internal sealed class DigestFields
{
    private const string Scheme = "Digest ";
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    public string? this[string name] => _fields.GetValueOrDefault(name);

    public static bool TryParse(string? header, [NotNullWhen(true)] out DigestFields? fields)
    {
        fields = null;
        if (header is null || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;

        fields = new DigestFields();
        foreach (var field in SipHeaders.Split(header[Scheme.Length..]))
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
                fields._fields[field[..equals].Trim()] = field[(equals + 1)..].Trim().Trim('"');
        }

        return true;
    }
}
