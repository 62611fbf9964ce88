using System.Globalization;
using System.Text;
using TalksPlatform.Rtc.Ice;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>
/// The piece of a description by which ICE is updated in mid-call: <c>trickle-ice-sdpfrag</c> (RFC 8840, section 9).
/// </summary>
internal static class IceFragment
{
    private const int MaxLength = 16 * 1024;

    /// <summary>The credentials in a fragment; null when it only brings candidates.</summary>
    /// <exception cref="SdpException">The fragment is malformed.</exception>
    public static IceCredentials? Read(string fragment)
    {
        if (fragment.Length > MaxLength)
            throw SdpException.Malformed("The fragment is too long.");

        var attributes = new SdpAttributes();
        foreach (var line in fragment.Split('\n').Select(line => line.TrimEnd('\r', ' ')).Where(line => line.Length > 0))
        {
            if (line.Length < 2 || line[1] != '=')
                throw SdpException.Malformed("A line of a fragment has the form x=value.");
            if (line[0] == 'a')
                attributes.Add(SdpAttribute.Parse(line[2..]));
        }

        var ufrag = attributes.Find("ice-ufrag");
        var password = attributes.Find("ice-pwd");
        if (ufrag is null && password is null)
            return null;
        if (!TransportDescription.AreCredentials(ufrag ?? "", password ?? ""))
            throw SdpException.Malformed("The fragment's a=ice-ufrag or a=ice-pwd is missing or malformed.");
        return new IceCredentials(ufrag!, password!);
    }

    /// <summary>Our side's new credentials, and where we still are.</summary>
    public static string Write(MediaDescription audio, IceCredentials credentials, IReadOnlyList<IceCandidate> candidates)
    {
        var attributes = new SdpAttributes();
        if (audio.Mid is { } mid)
            attributes.Add("mid", mid);
        attributes.Add("ice-ufrag", credentials.Ufrag);
        attributes.Add("ice-pwd", credentials.Password);
        TransportDescription.WriteCandidates(candidates, attributes);

        var text = new StringBuilder("a=ice-lite\r\n")
            .Append(CultureInfo.InvariantCulture, $"m=audio {candidates[0].EndPoint.Port} {audio.Protocol} {audio.Formats[0]}\r\n");
        foreach (var attribute in attributes)
            text.Append(attribute).Append("\r\n");
        return text.ToString();
    }

    /// <summary>A client's new credentials; an ICE-lite server learns its addresses from its checks.</summary>
    public static string WriteRestart(IceCredentials credentials) =>
        "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n"
        + $"a=ice-ufrag:{credentials.Ufrag}\r\na=ice-pwd:{credentials.Password}\r\na=end-of-candidates\r\n";
}
