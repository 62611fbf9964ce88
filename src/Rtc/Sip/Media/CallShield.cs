using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Protects what an encrypted call sends and opens what it receives (RFC 3711), and passes a plain call's packets. After a
/// change of keys, packets under the old ones are still opened until enough have come under the new.
/// </summary>
internal sealed class CallShield : IDisposable
{
    private const int TrustedAfter = 50; // packets under the new key

    private readonly Lock _gate = new(); // this call's sender, receiver and signalling only
    private readonly byte[] _copy = new byte[Rtp.RtpPacket.MaxReceivedLength + SrtpProfile.MaxOverhead];
    private CallKeys? _keys;
    private SrtpSender? _sender;
    private SrtpReceiver? _receiver;
    private SrtpReceiver? _before;
    private int _openedSince;
    private long _refused;
    private bool _disposed;

    public CallShield() => TransportMeters.Add(this);

    /// <summary>Packets that were not genuine.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    public bool IsOn => Volatile.Read(ref _keys) is not null;

    /// <summary>Takes the agreed keys into use; null for a plain call. A key that stays goes on where it was.</summary>
    public void Change(CallKeys? keys)
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            if (keys is null || !keys.Ours.HasKeyOf(_keys?.Ours))
            {
                _sender?.Dispose();
                _sender = keys is null ? null : new SrtpSender(keys.Ours.ToMasterKey());
            }

            if (keys is null || !keys.Theirs.HasKeyOf(_keys?.Theirs))
            {
                _before?.Dispose();
                _before = _receiver;
                _receiver = keys is null ? null : new SrtpReceiver(keys.Theirs.ToMasterKey());
                _openedSince = 0;
            }

            Volatile.Write(ref _keys, keys);
        }
    }

    /// <summary>Protects a packet in place, with room for <see cref="SrtpProfile.MaxOverhead"/> behind it.</summary>
    /// <returns>The protected length; 0 when it must not be sent.</returns>
    public int Protect(Span<byte> buffer, int length, bool isReport)
    {
        lock (_gate)
        {
            if (_disposed)
                return 0;
            if (_sender is null)
                return length;
            return isReport ? _sender.ProtectRtcp(buffer, length) : _sender.ProtectRtp(buffer, length);
        }
    }

    /// <summary>Opens a packet in place.</summary>
    /// <returns>The plain length; 0 when the packet is not genuine.</returns>
    public int Open(Span<byte> packet, bool isReport)
    {
        lock (_gate)
        {
            if (_disposed || packet.Length > _copy.Length)
                return 0;
            if (_receiver is null)
                return packet.Length;

            var length = _before is null ? Open(_receiver, packet, isReport) : OpenWithEither(packet, isReport);
            if (length == 0)
                Interlocked.Increment(ref _refused);
            return length;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _sender?.Dispose();
            _receiver?.Dispose();
            _before?.Dispose();
        }

        TransportMeters.Remove(this);
    }

    private int OpenWithEither(Span<byte> packet, bool isReport)
    {
        packet.CopyTo(_copy); // a failed attempt leaves garbage
        var length = Open(_receiver!, packet, isReport);
        if (length == 0)
        {
            _copy.AsSpan(0, packet.Length).CopyTo(packet);
            return Open(_before!, packet, isReport);
        }

        if (++_openedSince == TrustedAfter)
        {
            _before!.Dispose();
            _before = null;
        }

        return length;
    }

    private static int Open(SrtpReceiver receiver, Span<byte> packet, bool isReport) =>
        isReport ? receiver.UnprotectRtcp(packet) : receiver.UnprotectRtp(packet);
}
