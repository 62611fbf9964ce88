namespace TalksPlatform.Rtc.Sdp;

/// <summary>A session description that cannot be read, or asks for something that is not offered here.</summary>
/// <param name="code">A stable code for programs: <c>sdp.malformed</c>, <c>sdp.unsupported</c>.</param>
/// <param name="message">One sentence for the person who wrote or configured the other side.</param>
public sealed class SdpException(string code, string message) : Exception(message)
{
    /// <summary>A stable code for programs: <c>sdp.malformed</c>, <c>sdp.unsupported</c>.</summary>
    public string Code { get; } = code;

    internal static SdpException Malformed(string message) => new("sdp.malformed", message);

    internal static SdpException Unsupported(string message) => new("sdp.unsupported", message);
}
