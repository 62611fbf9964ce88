using System.Runtime.InteropServices;
using System.Text;
using TalksPlatform.Rtc.Native;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.Dtls;

/// <summary>
/// What the DTLS associations of an endpoint share: certificate, ciphers, SRTP profiles (RFC 5763, RFC 8827).
/// </summary>
/// <remarks>
/// DTLS 1.2 at least and no upper bound: an OpenSSL that knows 1.3 (3.0 does not) agrees on it with peers that do.
/// </remarks>
internal sealed unsafe class DtlsContext : IDisposable
{
    private const string Ciphers =
        "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
        + "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA";

    private const string Groups = "X25519:P-256:P-384";

    private readonly SslContextHandle _context;

    /// <summary>Sets OpenSSL up.</summary>
    /// <exception cref="OpenSslException">OpenSSL refuses one of the settings.</exception>
    public DtlsContext(DtlsCertificate certificate, IEnumerable<SrtpProfile> profiles)
    {
        LibCrypto.ERR_clear_error();
        Fingerprint = certificate.Fingerprint;
        _context = LibSsl.SSL_CTX_new(LibSsl.DTLS_method());
        OpenSslException.ThrowUnless(!_context.IsInvalid, nameof(LibSsl.SSL_CTX_new));

        Must(LibSsl.SSL_CTX_use_certificate_ASN1(_context, certificate.Certificate.Length, certificate.Certificate) == 1);
        Must(LibSsl.SSL_CTX_use_PrivateKey_ASN1(
            LibSsl.KeyTypeEc, _context, certificate.PrivateKey, certificate.PrivateKey.Length) == 1);
        Must(LibSsl.SSL_CTX_set_cipher_list(_context, CString(Ciphers)) == 1);
        Must(LibSsl.SSL_CTX_set_tlsext_use_srtp(_context, CString(string.Join(':', profiles.Select(p => p.Name)))) == 0);
        fixed (byte* groups = CString(Groups))
            Must(LibSsl.SSL_CTX_ctrl(_context, LibSsl.CtrlSetGroupsList, 0, groups) == 1);
        Must(LibSsl.SSL_CTX_ctrl(_context, LibSsl.CtrlSetMinProtocolVersion, LibSsl.Dtls12, null) == 1);

        // Memory BIOs know no MTU, and an association lives as long as its keys: no session is ever resumed.
        LibSsl.SSL_CTX_set_options(_context, LibSsl.OptionNoQueryMtu | LibSsl.OptionNoTicket);
        LibSsl.SSL_CTX_ctrl(_context, LibSsl.CtrlSetSessionCacheMode, 0, null);
        LibSsl.SSL_CTX_ctrl(_context, LibSsl.CtrlSetReadAhead, 1, null);

        // Peers sign for themselves, so OpenSSL's own judgement counts nothing: the fingerprint is compared afterwards.
        LibSsl.SSL_CTX_set_verify(_context, LibSsl.VerifyPeer | LibSsl.VerifyFailIfNoPeerCertificate, &AcceptAny);
    }

    public CertificateFingerprint Fingerprint { get; }

    public SslHandle CreateSsl()
    {
        var ssl = LibSsl.SSL_new(_context);
        OpenSslException.ThrowUnless(!ssl.IsInvalid, nameof(LibSsl.SSL_new));
        return ssl;
    }

    public void Dispose() => _context.Dispose();

    private static void Must(bool success) => OpenSslException.ThrowUnless(success, "Setting up DTLS");

    private static byte[] CString(string text) => Encoding.ASCII.GetBytes(text + '\0');

    [UnmanagedCallersOnly]
    private static int AcceptAny(int preverified, nint store) => 1;
}
