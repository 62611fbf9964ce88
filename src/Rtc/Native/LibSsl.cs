using System.Runtime.InteropServices;

namespace TalksPlatform.Rtc.Native;

/// <summary>The part of OpenSSL's libssl that DTLS-SRTP needs, under its C names.</summary>
internal static unsafe partial class LibSsl
{
    public const string File = "libssl.so.3";

    public const int ErrorWantRead = 2;

    public const int VerifyPeer = 0x01;
    public const int VerifyFailIfNoPeerCertificate = 0x02;

    public const ulong OptionNoQueryMtu = 0x1000;
    public const ulong OptionNoTicket = 0x4000;

    public const int CtrlSetReadAhead = 41;
    public const int CtrlSetSessionCacheMode = 44;
    public const int CtrlGetTimeout = 73;
    public const int CtrlHandleTimeout = 74;
    public const int CtrlSetGroupsList = 92;
    public const int CtrlSetLinkMtu = 120;
    public const int CtrlSetMinProtocolVersion = 123;

    public const int Dtls12 = 0xFEFD;
    public const int KeyTypeEc = 408;

    [LibraryImport(File)]
    public static partial nint DTLS_method();

    [LibraryImport(File)]
    public static partial SslContextHandle SSL_CTX_new(nint method);

    [LibraryImport(File)]
    public static partial void SSL_CTX_free(nint context);

    [LibraryImport(File)]
    public static partial int SSL_CTX_use_certificate_ASN1(SslContextHandle context, int length, ReadOnlySpan<byte> der);

    [LibraryImport(File)]
    public static partial int SSL_CTX_use_PrivateKey_ASN1(
        int keyType, SslContextHandle context, ReadOnlySpan<byte> der, nint length);

    /// <summary>Unlike its neighbours it returns 0 for success.</summary>
    [LibraryImport(File)]
    public static partial int SSL_CTX_set_tlsext_use_srtp(SslContextHandle context, ReadOnlySpan<byte> profiles);

    [LibraryImport(File)]
    public static partial void SSL_CTX_set_verify(
        SslContextHandle context, int mode, delegate* unmanaged<int, nint, int> callback);

    [LibraryImport(File)]
    public static partial int SSL_CTX_set_cipher_list(SslContextHandle context, ReadOnlySpan<byte> ciphers);

    [LibraryImport(File)]
    public static partial ulong SSL_CTX_set_options(SslContextHandle context, ulong options);

    [LibraryImport(File)]
    public static partial nint SSL_CTX_ctrl(SslContextHandle context, int command, nint number, void* pointer);

    [LibraryImport(File)]
    public static partial SslHandle SSL_new(SslContextHandle context);

    [LibraryImport(File)]
    public static partial void SSL_free(nint ssl);

    /// <summary>The SSL takes both BIOs over and frees them with itself.</summary>
    [LibraryImport(File)]
    public static partial void SSL_set_bio(SslHandle ssl, nint read, nint write);

    [LibraryImport(File)]
    public static partial void SSL_set_accept_state(SslHandle ssl);

    [LibraryImport(File)]
    public static partial void SSL_set_connect_state(SslHandle ssl);

    [LibraryImport(File)]
    public static partial nint SSL_ctrl(SslHandle ssl, int command, nint number, void* pointer);

    [LibraryImport(File)]
    public static partial int SSL_do_handshake(SslHandle ssl);

    [LibraryImport(File)]
    public static partial int SSL_read(SslHandle ssl, Span<byte> buffer, int length);

    [LibraryImport(File)]
    public static partial int SSL_shutdown(SslHandle ssl);

    [LibraryImport(File)]
    public static partial int SSL_get_error(SslHandle ssl, int result);

    /// <summary>The chosen profile as <c>{ const char *name; unsigned long id; }</c>, or null.</summary>
    [LibraryImport(File)]
    public static partial nint SSL_get_selected_srtp_profile(SslHandle ssl);

    [LibraryImport(File)]
    public static partial nint SSL_get1_peer_certificate(SslHandle ssl);

    [LibraryImport(File)]
    public static partial int SSL_export_keying_material(
        SslHandle ssl,
        Span<byte> output,
        nuint outputLength,
        ReadOnlySpan<byte> label,
        nuint labelLength,
        nint context,
        nuint contextLength,
        int useContext);

    [LibraryImport(File)]
    public static partial void DTLS_set_timer_cb(SslHandle ssl, delegate* unmanaged<nint, uint, uint> callback);
}
