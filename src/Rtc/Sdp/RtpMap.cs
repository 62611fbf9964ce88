using System.Globalization;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>What a payload type means: <c>111 opus/48000/2</c> (RFC 8866, section 6.6).</summary>
internal readonly record struct RtpMap(int PayloadType, string Encoding, int ClockRate, int Channels = 1)
{
    /// <summary>
    /// The payload types that need no <c>a=rtpmap</c> (RFC 3551, table 4), as far as speech uses them.
    /// </summary>
    private static readonly RtpMap[] Static =
    [
        new(0, "PCMU", 8000),
        new(8, "PCMA", 8000),
        new(9, "G722", 8000),
        new(10, "L16", 44100, 2),
        new(11, "L16", 44100),
        new(13, "CN", 8000),
    ];

    public static RtpMap? FindStatic(int payloadType)
    {
        foreach (var map in Static)
        {
            if (map.PayloadType == payloadType)
                return map;
        }

        return null;
    }

    /// <summary>Reads the value of an <c>a=rtpmap</c>; null when it is no such thing.</summary>
    public static RtpMap? Parse(string value)
    {
        var parts = value.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || !TryNumber(parts[0], 127, out var payloadType))
            return null;

        var codec = parts[1].Split('/');
        var channels = 1;
        if (codec.Length is < 2 or > 3 || codec[0].Length == 0
            || !TryNumber(codec[1], 1_000_000, out var clockRate) || clockRate == 0
            || (codec.Length == 3 && !TryNumber(codec[2], 255, out channels)))
            return null;

        return new RtpMap(payloadType, codec[0], clockRate, channels);
    }

    public bool Is(string encoding, int clockRate) =>
        ClockRate == clockRate && Encoding.Equals(encoding, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{PayloadType} {Encoding}/{ClockRate}{(Channels > 1 ? $"/{Channels}" : "")}");

    private static bool TryNumber(string text, int max, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= max;
}
