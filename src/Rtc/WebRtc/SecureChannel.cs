using System.Runtime.CompilerServices;
using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// DTLS and SRTP of one peer on one path (RFC 5764): agrees on keys, then protects what is sent and opens what arrives.
/// Thread-safe; the two directions do not wait for each other.
/// </summary>
internal sealed class SecureChannel : IRtpTransport, IDisposable
{
    private const int MaxPacket = 1500;

    private readonly DtlsSession _dtls;
    private readonly SendDatagram _send;
    private readonly Lock _sending = new();
    private readonly Lock _receiving = new();
    private SrtpSender? _srtpSender;
    private SrtpReceiver? _srtpReceiver;
    private long _sent;
    private long _received;
    private long _refused;
    private bool _disposed;

    public SecureChannel(DtlsContext context, DtlsRole role, FingerprintSet expected, SendDatagram send)
    {
        _send = send;
        _dtls = new DtlsSession(context, role, expected, send);
    }

    /// <summary>RTP packets that were sent.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>RTP packets that were received and genuine.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Packets that were not genuine.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public DtlsState State => _dtls.State;

    public DtlsState Start() => Follow(_dtls.Start());

    public DtlsState ReceiveDtls(ReadOnlySpan<byte> datagram) => Follow(_dtls.Receive(datagram));

    public DtlsState HandleTimeout() => Follow(_dtls.HandleTimeout());

    /// <summary>Opens a packet in place.</summary>
    /// <returns>The plain packet; empty when it is not genuine.</returns>
    public ReadOnlySpan<byte> Open(Span<byte> packet)
    {
        int length;
        var isRtcp = RtpPacket.IsRtcp(packet);
        lock (_receiving)
        {
            if (_srtpReceiver is null)
                return []; // what overtook the end of the handshake is lost, but no offence

            length = isRtcp ? _srtpReceiver.UnprotectRtcp(packet) : _srtpReceiver.UnprotectRtp(packet);
        }

        if (length == 0)
            Interlocked.Increment(ref _refused);
        else if (!isRtcp)
            Interlocked.Increment(ref _received);
        return packet[..length];
    }

    // On the stack, for a thousand listeners' buffers would each be out of the processor's cache when their turn comes.

    [SkipLocalsInit]
    public void SendRtp(ReadOnlySpan<byte> packet)
    {
        if (packet.Length > MaxPacket)
            return;

        Span<byte> buffer = stackalloc byte[MaxPacket + SrtpProfile.MaxOverhead];
        packet.CopyTo(buffer);
        lock (_sending)
        {
            var length = _srtpSender?.ProtectRtp(buffer, packet.Length) ?? 0;
            if (length == 0)
                return;

            _sent++;
            _send(buffer[..length]);
        }
    }

    [SkipLocalsInit]
    public void SendRtcp(ReadOnlySpan<byte> packet)
    {
        if (packet.Length > MaxPacket)
            return;

        Span<byte> buffer = stackalloc byte[MaxPacket + SrtpProfile.MaxOverhead];
        packet.CopyTo(buffer);
        lock (_sending)
        {
            var length = _srtpSender?.ProtectRtcp(buffer, packet.Length) ?? 0;
            if (length > 0)
                _send(buffer[..length]);
        }
    }

    /// <summary>Says goodbye; nothing is sent or opened afterwards.</summary>
    public void Dispose()
    {
        _dtls.Close();
        _dtls.Dispose();
        lock (_sending)
            lock (_receiving)
            {
                _disposed = true;
                _srtpSender?.Dispose();
                _srtpReceiver?.Dispose();
                _srtpSender = null;
                _srtpReceiver = null;
                TransportMeters.Remove(this);
            }
    }

    private DtlsState Follow(DtlsState state)
    {
        if (state == DtlsState.Connected && _dtls.Keys is { } keys)
            Use(keys);
        return state;
    }

    private void Use(DtlsSrtpKeys keys)
    {
        lock (_sending)
            lock (_receiving)
            {
                if (_disposed || _srtpSender is not null)
                    return;

                var (ours, theirs) = _dtls.Role == DtlsRole.Active ? (keys.Client, keys.Server) : (keys.Server, keys.Client);
                _srtpSender = new SrtpSender(ours);
                _srtpReceiver = new SrtpReceiver(theirs);
                TransportMeters.Add(this);
            }
    }
}
