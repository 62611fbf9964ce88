using System.Globalization;
using System.Text;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A request or a response (RFC 3261 §7).</summary>
internal abstract class SipMessage
{
    public const string Version = "SIP/2.0";

    private Reading<CSeq> _number;
    private Reading<SipAddress> _from;
    private Reading<SipAddress> _to;
    private Reading<SipVia> _topVia;

    public SipHeaders Headers { get; } = [];

    /// <summary>What follows the headers, mostly a session description; empty when nothing does.</summary>
    public string Body { get; set; } = "";

    public string CallId => Headers["Call-ID"] ?? "";

    public CSeq CSeq => _number.Of(Headers["CSeq"], CSeq.Parse);

    public SipAddress From => _from.Of(Headers["From"], SipAddress.Parse);

    public SipAddress To => _to.Of(Headers["To"], SipAddress.Parse);

    /// <summary>The hop that the message came over last.</summary>
    public SipVia TopVia => _topVia.Of(Headers["Via"], vias => SipVia.Parse(SipHeaders.Split(vias!).First()));

    /// <summary>Where the sender wants to be reached; null when it does not say.</summary>
    public SipUri? Contact =>
        Headers.All("Contact").FirstOrDefault() is { } value && SipAddress.TryParse(value, out var address) ? address.Uri : null;

    /// <summary>The session description, when there is one.</summary>
    public string? Sdp =>
        Body.Length > 0 && Headers["Content-Type"]?.StartsWith("application/sdp", StringComparison.OrdinalIgnoreCase) == true
            ? Body
            : null;

    protected abstract string StartLine { get; }

    /// <summary>Adds a session description.</summary>
    public void Describe(string sdp)
    {
        Headers["Content-Type"] = "application/sdp";
        Body = sdp;
    }

    /// <summary>The message as it goes on the wire, in UTF-8.</summary>
    public byte[] ToBytes()
    {
        Headers["Content-Length"] = Encoding.UTF8.GetByteCount(Body).ToString(CultureInfo.InvariantCulture);
        var text = new StringBuilder(StartLine).Append("\r\n");
        foreach (var (name, value) in Headers)
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.Append("\r\n").Append(Body).ToString());
    }

    public override string ToString() => StartLine;

    /// <summary>What a header was read as, for as long as it is the same text: each is asked for many times.</summary>
    private struct Reading<T>
    {
        private string? _text;
        private T? _value;

        public T Of(string? text, Func<string?, T> read)
        {
            if (_text is null || !ReferenceEquals(text, _text))
                (_text, _value) = (text, read(text));
            return _value!;
        }
    }
}
