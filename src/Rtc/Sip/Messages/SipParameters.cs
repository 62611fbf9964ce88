namespace TalksPlatform.Rtc.Sip;

/// <summary>Reads <c>;name=value;flag</c> tails.</summary>
internal static class SipParameters
{
    /// <summary>The value of a parameter; empty for a flag, null when it is not there. Quotes are taken off.</summary>
    public static string? Find(string parameters, string name)
    {
        foreach (var part in parameters.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? part : part[..equals].TrimEnd();
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
                return equals < 0 ? "" : part[(equals + 1)..].Trim().Trim('"');
        }

        return null;
    }
}
