using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TalksPlatform.TestKit.Sip;

/// <summary>The torture messages of RFC 4475, by the names that it gives them.</summary>
public static partial class TortureMessages
{
    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> Messages = new(Load);

    /// <summary>All 49, each as it goes on the wire.</summary>
    public static IReadOnlyDictionary<string, byte[]> All => Messages.Value;

    private static Dictionary<string, byte[]> Load()
    {
        using var stream = typeof(TortureMessages).Assembly.GetManifestResourceStream("TalksPlatform.TestKit.Sip.Rfc4475.txt")!;
        var parts = Title().Split(new StreamReader(stream).ReadToEnd())[1..];
        return parts.Chunk(2).ToDictionary(part => part[0], part => Encode(part[1]), StringComparer.Ordinal);
    }

    private static byte[] Encode(string text)
    {
        text = Description().Replace(text, match => Describe(match.Groups["address"].Value, match.Groups["times"].Value))
            .ReplaceLineEndings("\r\n");
        text = Repetition().Replace(text, match => string.Concat(
            Enumerable.Repeat(match.Groups["what"].Value, int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture))));

        var octets = new List<byte>();
        foreach (var part in Octets().Split(text).Select((value, index) => (value, IsHex: index % 2 == 1)))
            octets.AddRange(part.IsHex ? Convert.FromHexString(part.value) : Encoding.ASCII.GetBytes(part.value));
        return [.. octets];
    }

    private static string Describe(string address, string times) =>
        $"v=0\no=mhandley 29739 7272939 IN IP4 {address}\ns=-\nc=IN IP4 {address}\nt={(times.Length > 0 ? times : "0 0")}\n"
        + "m=audio 49217 RTP/AVP 0 12\nm=video 3227 RTP/AVP 31\na=rtpmap:31 LPC";

    [GeneratedRegex(@"^== (?<name>\w+) .*\n", RegexOptions.Multiline, 1_000)]
    private static partial Regex Title();

    [GeneratedRegex(@"<sdp (?<address>[\d.]+) ?(?<times>[\d ]*)>", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Description();

    [GeneratedRegex("<repeat count=(?<count>[0-9]+)>(?<what>.*?)</repeat>", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Repetition();

    [GeneratedRegex("<hex>(?<octets>[0-9A-F]+)</hex>", RegexOptions.None, 1_000)]
    private static partial Regex Octets();
}
