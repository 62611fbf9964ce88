namespace TalksPlatform.Rtc.Sdp;

/// <summary>One <c>a=</c> line: a property (no value) or a name with a value (RFC 8866, section 5.13).</summary>
internal readonly record struct SdpAttribute(string Name, string? Value = null)
{
    public static SdpAttribute Parse(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new(line) : new(line[..colon], line[(colon + 1)..]);
    }

    public override string ToString() => Value is null ? $"a={Name}" : $"a={Name}:{Value}";
}
