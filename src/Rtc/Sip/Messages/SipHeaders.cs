using System.Collections;

namespace TalksPlatform.Rtc.Sip;

/// <summary>The headers of a message in their order; names are compared without case, compact ones are expanded.</summary>
internal sealed class SipHeaders : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _lines = [];

    /// <summary>Header lines.</summary>
    public int Count => _lines.Count;

    /// <summary>The first line of that name, or null; setting replaces all of them, null removes them.</summary>
    public string? this[string name]
    {
        get => _lines.Find(line => Is(line, name)).Value;
        set
        {
            _lines.RemoveAll(line => Is(line, name));
            if (value is not null)
                Add(name, value);
        }
    }

    /// <summary>Adds a line at the end.</summary>
    public void Add(string name, string value) => _lines.Add(new(Expand(name), value));

    /// <summary>Adds a line before all others.</summary>
    public void AddFirst(string name, string value) => _lines.Insert(0, new(Expand(name), value));

    /// <summary>Replaces the first of the values of that name, wherever it stands.</summary>
    public void ReplaceFirst(string name, string value)
    {
        var index = _lines.FindIndex(line => Is(line, name));
        var rest = Split(_lines[index].Value).Skip(1);
        _lines[index] = new(_lines[index].Key, string.Join(", ", rest.Prepend(value)));
    }

    /// <summary>All values of that name: of several lines, and of one line with commas (RFC 3261 §7.3.1).</summary>
    public IEnumerable<string> All(string name) => _lines.Where(line => Is(line, name)).SelectMany(line => Split(line.Value));

    /// <summary>All lines of that name as they are, for headers in which a comma separates parameters.</summary>
    public IEnumerable<string> Lines(string name) => _lines.Where(line => Is(line, name)).Select(line => line.Value);

    /// <summary>Copies all lines of that name from another message.</summary>
    public void CopyFrom(SipHeaders other, string name)
    {
        foreach (var line in other._lines.Where(line => Is(line, name)))
            _lines.Add(line);
    }

    /// <summary>True when a header that lists tokens holds one, e.g. Supported: timer.</summary>
    public bool Lists(string name, string token) => All(name).Contains(token, StringComparer.OrdinalIgnoreCase);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Splits at commas that stand neither in quotes nor in angle brackets.</summary>
    internal static IEnumerable<string> Split(string value)
    {
        var begin = 0;
        var quoted = false;
        var bracketed = false;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (quoted && c == '\\')
                i++;
            else if (c == '"' && !bracketed)
                quoted = !quoted;
            else if (c is '<' or '>' && !quoted)
                bracketed = c == '<';
            else if (c == ',' && !quoted && !bracketed)
            {
                yield return value[begin..i].Trim();
                begin = i + 1;
            }
        }

        yield return value[begin..].Trim();
    }

    private static bool Is(KeyValuePair<string, string> line, string name) =>
        string.Equals(line.Key, name, StringComparison.OrdinalIgnoreCase);

    private static string Expand(string name) => name.Length != 1 ? name : char.ToLowerInvariant(name[0]) switch
    {
        'b' => "Referred-By",
        'c' => "Content-Type",
        'e' => "Content-Encoding",
        'f' => "From",
        'i' => "Call-ID",
        'k' => "Supported",
        'l' => "Content-Length",
        'm' => "Contact",
        'r' => "Refer-To",
        's' => "Subject",
        't' => "To",
        'u' => "Allow-Events",
        'v' => "Via",
        'x' => "Session-Expires",
        _ => name,
    };
}
