using System.Runtime.InteropServices;

namespace TalksPlatform.Rtc.Native;

/// <summary>The part of OpenSSL's libcrypto that DTLS and SRTP need, under its C names.</summary>
internal static unsafe partial class LibCrypto
{
    public const string File = "libcrypto.so.3";

    public const int CtrlAeadGetTag = 0x10;
    public const int CtrlAeadSetTag = 0x11;

    [LibraryImport(File)]
    public static partial nint BIO_new(nint method);

    [LibraryImport(File)]
    public static partial nint BIO_s_mem();

    [LibraryImport(File)]
    public static partial int BIO_read(nint bio, Span<byte> buffer, int length);

    [LibraryImport(File)]
    public static partial int BIO_write(nint bio, ReadOnlySpan<byte> data, int length);

    [LibraryImport(File)]
    public static partial nuint BIO_ctrl_pending(nint bio);

    [LibraryImport(File)]
    public static partial void ERR_clear_error();

    [LibraryImport(File)]
    public static partial ulong ERR_get_error();

    [LibraryImport(File)]
    public static partial void ERR_error_string_n(ulong error, Span<byte> buffer, nuint length);

    [LibraryImport(File)]
    public static partial int i2d_X509(nint certificate, byte** der);

    [LibraryImport(File)]
    public static partial void X509_free(nint certificate);

    [LibraryImport(File)]
    public static partial nint EVP_CIPHER_fetch(nint library, ReadOnlySpan<byte> name, nint properties);

    [LibraryImport(File)]
    public static partial CipherContextHandle EVP_CIPHER_CTX_new();

    [LibraryImport(File)]
    public static partial void EVP_CIPHER_CTX_free(nint context);

    /// <summary>Sets what is given and keeps the rest; encrypt: 1 yes, 0 decrypts, -1 as before.</summary>
    [LibraryImport(File)]
    public static partial int EVP_CipherInit_ex(
        CipherContextHandle context, nint cipher, nint engine, ReadOnlySpan<byte> key, ReadOnlySpan<byte> iv, int encrypt);

    // The calls of each packet. They take well under a microsecond, never wait and never call back, so the garbage
    // collector is not told of them; and whoever calls them holds the handle, so it is not counted either.

    [LibraryImport(File)]
    [SuppressGCTransition]
    public static partial int EVP_CipherInit_ex(nint context, nint cipher, nint engine, byte* key, byte* iv, int encrypt);

    [LibraryImport(File)]
    [SuppressGCTransition]
    public static partial int EVP_CipherUpdate(nint context, byte* output, int* outputLength, byte* input, int inputLength);

    [LibraryImport(File)]
    [SuppressGCTransition]
    public static partial int EVP_CipherFinal_ex(nint context, byte* output, int* outputLength);

    [LibraryImport(File)]
    [SuppressGCTransition]
    public static partial int EVP_CIPHER_CTX_ctrl(nint context, int command, int number, byte* pointer);
}
