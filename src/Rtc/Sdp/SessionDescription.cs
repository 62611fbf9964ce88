using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>A session description (RFC 8866): what one side of a call can send and receive, and where.</summary>
/// <remarks>
/// The reader is tolerant: it takes bare line feeds and skips lines of which it knows nothing. It refuses what is no
/// session description, and what is longer than any honest one.
/// </remarks>
internal sealed class SessionDescription
{
    private const int MaxLength = 64 * 1024;
    private const int MaxLines = 2000;
    private const int MaxMedia = 64;

    public string SessionId { get; set; } = "0";

    public long Version { get; set; } = 1;

    public IPAddress OriginAddress { get; set; } = IPAddress.Loopback;

    public string Name { get; set; } = "-";

    /// <summary>Where media without an address of its own wants to be sent to; null when not stated.</summary>
    public IPAddress? Connection { get; set; }

    public SdpAttributes Attributes { get; } = [];

    public IList<MediaDescription> Media { get; } = [];

    /// <summary>The direction of one of the media, with the session's and the standard's defaults.</summary>
    public MediaDirection DirectionOf(MediaDescription media) =>
        media.Direction ?? Attributes.Direction ?? MediaDirection.SendRecv;

    /// <summary>The address to which media of this section is sent; null when neither level states one.</summary>
    public IPAddress? ConnectionOf(MediaDescription media) => media.Connection ?? Connection;

    /// <summary>Reads a description.</summary>
    /// <exception cref="SdpException"><c>sdp.malformed</c>: this is no session description.</exception>
    public static SessionDescription Parse(string text)
    {
        if (text.Length > MaxLength)
            throw SdpException.Malformed("The session description is too long.");

        var lines = text.Split('\n', MaxLines + 1);
        if (lines.Length > MaxLines)
            throw SdpException.Malformed("The session description has too many lines.");
        if (lines[0].TrimEnd() != "v=0")
            throw SdpException.Malformed("A session description begins with v=0.");

        var session = new SessionDescription();
        MediaDescription? media = null;
        foreach (var raw in lines)
        {
            var line = raw.TrimEnd('\r', ' ');
            if (line.Length == 0)
                continue;
            if (line.Length < 2 || line[1] != '=')
                throw SdpException.Malformed("A line of a session description has the form x=value.");

            media = session.Read(line[0], line[2..], media);
        }

        return session;
    }

    public override string ToString()
    {
        var text = new StringBuilder("v=0\r\n")
            .Append(CultureInfo.InvariantCulture, $"o=- {SessionId} {Version} IN {Family(OriginAddress)} {OriginAddress}\r\n")
            .Append(CultureInfo.InvariantCulture, $"s={Name}\r\n");
        if (Connection is not null)
            text.Append(ConnectionLine(Connection)).Append("\r\n");
        text.Append("t=0 0\r\n");
        foreach (var attribute in Attributes)
            text.Append(attribute).Append("\r\n");
        foreach (var media in Media)
            media.WriteTo(text);
        return text.ToString();
    }

    internal static string ConnectionLine(IPAddress address) => $"c=IN {Family(address)} {address}";

    private static string Family(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? "IP6" : "IP4";

    private MediaDescription? Read(char type, string value, MediaDescription? media)
    {
        switch (type)
        {
            case 'm' when Media.Count == MaxMedia:
                throw SdpException.Malformed("The session description has too many media.");
            case 'm':
                media = MediaDescription.Parse(value);
                Media.Add(media);
                break;
            case 'a':
                (media?.Attributes ?? Attributes).Add(SdpAttribute.Parse(value));
                break;
            case 'c' when media is not null:
                media.Connection = ReadConnection(value);
                break;
            case 'c':
                Connection = ReadConnection(value);
                break;
            case 'b':
                media?.ReadBandwidth(value);
                break;
            case 'o':
                ReadOrigin(value);
                break;
            case 's':
                Name = value;
                break;
        }

        return media;
    }

    private void ReadOrigin(string value)
    {
        var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 6)
            throw SdpException.Malformed("The o= line has six fields.");

        SessionId = parts[1];
        Version = long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
        OriginAddress = IPAddress.TryParse(parts[5], out var address) ? address : IPAddress.None; // host names are allowed
    }

    private static IPAddress? ReadConnection(string value)
    {
        var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 3 || parts[0] != "IN")
            throw SdpException.Malformed("A c= line has the form IN IP4 address.");

        // Host names (and mDNS names) are legal here, but nobody resolves them for the sake of a call: null.
        return IPAddress.TryParse(parts[2].Split('/')[0], out var address) ? address : null;
    }
}
