using System.Net;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Decides whose packets are a call's (symmetric RTP, RFC 4961). Telephones behind NAT send from elsewhere than they
/// say, so the first source that sends the agreed format is taken; after that, only the stated address may take over,
/// so that a stranger cannot steal a running call's sound.
/// </summary>
internal sealed class SourceLatch
{
    private SocketAddress? _stated;
    private SocketAddress? _latched;

    /// <summary>Where to send to: the latched source, before that the stated address; null while neither is known.</summary>
    public SocketAddress? Target => Volatile.Read(ref _latched) ?? Volatile.Read(ref _stated);

    /// <summary>The signalling says where the far end is, or has moved to.</summary>
    public void State(IPEndPoint? endPoint)
    {
        var stated = endPoint?.Serialize();
        if (stated is null || stated.Equals(_stated))
            return;
        Volatile.Write(ref _stated, stated);
        Volatile.Write(ref _latched, null);
    }

    /// <summary>Whether packets of a source are heard at all.</summary>
    public bool Admits(SocketAddress source) => _latched is null || source.Equals(_latched) || source.Equals(_stated);

    /// <summary>A packet of the agreed format came from an admitted source.</summary>
    public void Take(SocketAddress source)
    {
        if (source.Equals(_latched))
            return;
        var copy = new SocketAddress(source.Family, source.Size);
        source.Buffer.Span[..source.Size].CopyTo(copy.Buffer.Span);
        Volatile.Write(ref _latched, copy);
    }
}
