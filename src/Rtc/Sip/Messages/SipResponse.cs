using System.Globalization;

namespace TalksPlatform.Rtc.Sip;

/// <summary>What came of it.</summary>
internal sealed class SipResponse(int status, string reason) : SipMessage
{
    public int Status { get; } = status;

    public string Reason { get; } = reason;

    public bool IsProvisional => Status < 200;

    public bool IsSuccess => Status is >= 200 and < 300;

    protected override string StartLine => string.Create(CultureInfo.InvariantCulture, $"{Version} {Status} {Reason}");

    /// <summary>A response that finds its way back (RFC 3261 §8.2.6).</summary>
    public static SipResponse For(SipRequest request, int status, string? reason = null, string? localTag = null)
    {
        var response = new SipResponse(status, reason ?? SipReasons.Of(status));
        foreach (var name in (ReadOnlySpan<string>)["Via", "From", "To", "Call-ID", "CSeq"])
            response.Headers.CopyFrom(request.Headers, name);
        if (localTag is not null && request.To.Tag is null)
            response.Headers["To"] = $"{request.Headers["To"]};tag={localTag}";
        return response;
    }
}
