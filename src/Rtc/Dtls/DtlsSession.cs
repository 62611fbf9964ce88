using System.Buffers;
using System.Runtime.InteropServices;
using TalksPlatform.Rtc.Native;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.Dtls;

/// <summary>Takes the datagrams of one DTLS association to the peer.</summary>
internal delegate void SendDatagram(ReadOnlySpan<byte> datagram);

/// <summary>
/// One DTLS association over datagrams that others carry: it agrees on SRTP keys, then only waits for the goodbye.
/// Thread-safe; datagrams are sent under its lock and must not wait.
/// </summary>
internal sealed unsafe class DtlsSession : IDisposable
{
    private const int MaxDatagram = 1200;
    private const int MaxHandshakeBytes = 128 * 1024; // many times what the longest chain and its repetitions need
    private const uint FirstTimeoutMicroseconds = 200_000;
    private const uint LastTimeoutMicroseconds = 3_200_000;

    private readonly Lock _gate = new();
    private readonly FingerprintSet _expected;
    private readonly SendDatagram _send;
    private readonly SslHandle _ssl;
    private readonly nint _incoming;
    private readonly nint _outgoing;
    private int _handshakeBytes;
    private bool _disposed;

    public DtlsSession(DtlsContext context, DtlsRole role, FingerprintSet expected, SendDatagram send)
    {
        Role = role;
        _expected = expected;
        _send = send;
        _ssl = context.CreateSsl();
        _incoming = LibCrypto.BIO_new(LibCrypto.BIO_s_mem());
        _outgoing = LibCrypto.BIO_new(LibCrypto.BIO_s_mem());
        LibSsl.SSL_set_bio(_ssl, _incoming, _outgoing);
        LibSsl.SSL_ctrl(_ssl, LibSsl.CtrlSetLinkMtu, MaxDatagram, null);
        LibSsl.DTLS_set_timer_cb(_ssl, &NextTimeout);
        if (role == DtlsRole.Active)
            LibSsl.SSL_set_connect_state(_ssl);
        else
            LibSsl.SSL_set_accept_state(_ssl);
    }

    public DtlsRole Role { get; }

    public DtlsState State { get; private set; }

    /// <summary>The agreed keys; null unless <see cref="DtlsState.Connected"/> was reached.</summary>
    public DtlsSrtpKeys? Keys { get; private set; }

    /// <summary>OpenSSL's reason of a failure, for the log.</summary>
    public string? Failure { get; private set; }

    /// <summary>Sends the first flight; only the active side has one.</summary>
    public DtlsState Start()
    {
        lock (_gate)
            return Advance();
    }

    /// <summary>Takes one datagram of the peer.</summary>
    public DtlsState Receive(ReadOnlySpan<byte> datagram)
    {
        lock (_gate)
        {
            if (_disposed || !Admits(datagram))
                return State;

            _ = LibCrypto.BIO_write(_incoming, datagram, datagram.Length);
            return Advance();
        }
    }

    /// <summary>Repeats a lost flight when it is time (RFC 6347, section 4.2.4). Due each 50 ms or so.</summary>
    public DtlsState HandleTimeout()
    {
        lock (_gate)
        {
            if (_disposed || State != DtlsState.Handshaking)
                return State;

            var remaining = default(TimeValue);
            var running = LibSsl.SSL_ctrl(_ssl, LibSsl.CtrlGetTimeout, 0, &remaining) == 1;
            if (!running || remaining.Seconds > 0 || remaining.Microseconds > 0)
                return State;

            LibCrypto.ERR_clear_error();
            if (LibSsl.SSL_ctrl(_ssl, LibSsl.CtrlHandleTimeout, 0, null) < 0)
                Fail(DtlsState.Failed, "too many retransmissions");
            Flush();
            return State;
        }
    }

    /// <summary>Says goodbye.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_disposed || State is not (DtlsState.Handshaking or DtlsState.Connected))
                return;

            LibCrypto.ERR_clear_error();
            if (State == DtlsState.Connected)
                _ = LibSsl.SSL_shutdown(_ssl);
            State = DtlsState.Closed;
            Flush();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _ssl.Dispose();
        }
    }

    [UnmanagedCallersOnly]
    private static uint NextTimeout(nint ssl, uint microseconds) =>
        microseconds == 0 ? FirstTimeoutMicroseconds : Math.Min(microseconds * 2, LastTimeoutMicroseconds);

    /// <summary>Before the peer is known to be the announced one, it is listened to for only so long.</summary>
    private bool Admits(ReadOnlySpan<byte> datagram)
    {
        if (State != DtlsState.Handshaking)
            return true;

        _handshakeBytes = Math.Min(_handshakeBytes + datagram.Length, MaxHandshakeBytes + 1);
        return _handshakeBytes <= MaxHandshakeBytes;
    }

    private DtlsState Advance()
    {
        if (_disposed)
            return State;

        if (State == DtlsState.Handshaking)
            Handshake();
        if (State == DtlsState.Connected)
            Drain();
        Flush();
        return State;
    }

    private void Handshake()
    {
        LibCrypto.ERR_clear_error();
        var result = LibSsl.SSL_do_handshake(_ssl);
        if (result == 1)
            Complete();
        else if (LibSsl.SSL_get_error(_ssl, result) != LibSsl.ErrorWantRead)
            Fail(DtlsState.Failed, OpenSslException.LastError());
    }

    private void Complete()
    {
        if (!_expected.Matches(PeerCertificate()))
        {
            _ = LibSsl.SSL_shutdown(_ssl); // the peer need not wait for what will not come
            Fail(DtlsState.Mistaken, "the certificate is not the announced one");
            return;
        }

        if (SelectedProfile() is not { } profile)
        {
            Fail(DtlsState.Failed, "no common SRTP profile");
            return;
        }

        Keys = DtlsSrtpKeys.Export(_ssl, profile);
        State = DtlsState.Connected;
    }

    /// <summary>Nobody sends application data here; reading only lets OpenSSL see retransmissions and alerts.</summary>
    private void Drain()
    {
        Span<byte> ignored = stackalloc byte[2048];
        int result;
        LibCrypto.ERR_clear_error();
        do
            result = LibSsl.SSL_read(_ssl, ignored, ignored.Length);
        while (result > 0);

        if (LibSsl.SSL_get_error(_ssl, result) != LibSsl.ErrorWantRead)
            State = DtlsState.Closed;
    }

    private void Flush()
    {
        var pending = (int)LibCrypto.BIO_ctrl_pending(_outgoing);
        if (pending <= 0)
            return;

        var buffer = ArrayPool<byte>.Shared.Rent(pending);
        var records = buffer.AsSpan(0, Math.Max(0, LibCrypto.BIO_read(_outgoing, buffer, pending)));
        while (!records.IsEmpty)
        {
            var length = DtlsRecords.NextDatagram(records, MaxDatagram);
            _send(records[..length]);
            records = records[length..];
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private byte[] PeerCertificate()
    {
        var certificate = LibSsl.SSL_get1_peer_certificate(_ssl);
        if (certificate == 0)
            return [];

        var der = new byte[LibCrypto.i2d_X509(certificate, null)];
        fixed (byte* start = der)
        {
            var end = start; // i2d moves it
            _ = LibCrypto.i2d_X509(certificate, &end);
        }

        LibCrypto.X509_free(certificate);
        return der;
    }

    private SrtpProfile? SelectedProfile()
    {
        var profile = LibSsl.SSL_get_selected_srtp_profile(_ssl);
        return profile == 0 ? null : SrtpProfile.All.FirstOrDefault(p => p.Id == Marshal.ReadInt64(profile, nint.Size));
    }

    private void Fail(DtlsState state, string reason)
    {
        State = state;
        Failure = reason;
    }

    /// <summary><c>struct timeval</c>.</summary>
    private struct TimeValue
    {
        public long Seconds;
        public long Microseconds;
    }
}
