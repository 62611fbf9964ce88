using System.Globalization;
using System.Net;
using System.Text;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>
/// One <c>m=</c> section: a kind of media, its port, its formats and their attributes (RFC 8866, section 5.14).
/// </summary>
internal sealed class MediaDescription(string kind, int port, string protocol, IReadOnlyList<string> formats)
{
    private bool _sendersReport = true;
    private bool _receiversReport = true;

    /// <summary><c>audio</c>, <c>video</c>, <c>application</c> ...</summary>
    public string Kind { get; } = kind;

    /// <summary>The port, or 0 for a section that is refused or not used.</summary>
    public int Port { get; } = port;

    /// <summary>For example <c>RTP/AVP</c> or <c>UDP/TLS/RTP/SAVPF</c>.</summary>
    public string Protocol { get; } = protocol;

    /// <summary>The formats in the writer's order of preference: RTP payload types as text.</summary>
    public IReadOnlyList<string> Formats { get; } = formats;

    /// <summary>Where this media wants to be sent to; null means the session's address.</summary>
    public IPAddress? Connection { get; set; }

    /// <summary>It states that no bandwidth is left for RTCP (RFC 3556): neither side is to report.</summary>
    public bool RefusesReports => !_sendersReport && !_receiversReport;

    public SdpAttributes Attributes { get; } = [];

    public bool Rejected => Port == 0;

    public string? Mid => Attributes.Find("mid");

    /// <summary>
    /// The direction that this section states itself; null leaves it to the session, then to sendrecv.
    /// </summary>
    public MediaDirection? Direction => Attributes.Direction;

    /// <summary>
    /// The RTP payload types in order of preference, with the static ones filled in; unknown ones are left out.
    /// </summary>
    public IEnumerable<RtpMap> RtpMaps
    {
        get
        {
            var stated = Attributes.All("rtpmap").Select(RtpMap.Parse).OfType<RtpMap>().ToList();
            foreach (var format in Formats)
            {
                if (!int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out var type))
                    continue;

                var known = stated.Exists(map => map.PayloadType == type);
                var map = known ? stated.Find(map => map.PayloadType == type) : RtpMap.FindStatic(type);
                if (map is { } found)
                    yield return found;
            }
        }
    }

    /// <summary>The <c>a=fmtp</c> parameters of a payload type; null when there are none.</summary>
    public string? FormatParameters(int payloadType)
    {
        var prefix = payloadType.ToString(CultureInfo.InvariantCulture) + " ";
        return Attributes.All("fmtp")
            .FirstOrDefault(value => value.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..].Trim();
    }

    /// <summary>Whether a kind of RTCP feedback is offered for a payload type, or for all (RFC 4585, section 4.2).</summary>
    public bool HasFeedback(int payloadType, string kind)
    {
        var type = payloadType.ToString(CultureInfo.InvariantCulture);
        return Attributes.All("rtcp-fb").Select(value => value.TrimEnd())
            .Any(line => line == $"{type} {kind}" || line == $"* {kind}");
    }

    /// <summary>Reads the value of an <c>m=</c> line.</summary>
    /// <exception cref="SdpException">The line is malformed.</exception>
    public static MediaDescription Parse(string value)
    {
        var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 4)
            throw SdpException.Malformed("An m= line needs a kind, a port, a protocol and a format.");

        var port = parts[1].Split('/')[0];
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 65535)
            throw SdpException.Malformed("An m= line has a port that is no port.");

        return new MediaDescription(parts[0], number, parts[2], parts[3..]);
    }

    /// <summary>Reads the value of a <c>b=</c> line of this section.</summary>
    public void ReadBandwidth(string value)
    {
        if (value == "RS:0")
            _sendersReport = false;
        else if (value == "RR:0")
            _receiversReport = false;
    }

    public void WriteTo(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"m={Kind} {Port} {Protocol} ").AppendJoin(' ', Formats).Append("\r\n");
        if (Connection is not null)
            text.Append(SessionDescription.ConnectionLine(Connection)).Append("\r\n");
        foreach (var attribute in Attributes)
            text.Append(attribute).Append("\r\n");
    }
}
