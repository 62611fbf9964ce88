using TalksPlatform.Rtc.Native;

namespace TalksPlatform.Rtc.Srtp;

/// <summary>
/// An EVP context that has its algorithm and key, and gets a nonce for each packet. Not thread-safe, and whoever disposes it
/// sees to it that nobody is inside.
/// </summary>
internal sealed unsafe class CipherContext : IDisposable
{
    private readonly CipherContextHandle _handle = LibCrypto.EVP_CIPHER_CTX_new();
    private nint _context; // 0 once it is disposed

    public CipherContext(nint algorithm, ReadOnlySpan<byte> key, bool encrypt)
    {
        LibCrypto.ERR_clear_error();
        var done = LibCrypto.EVP_CipherInit_ex(_handle, algorithm, 0, key, default, encrypt ? 1 : 0);
        OpenSslException.ThrowUnless(done == 1, nameof(LibCrypto.EVP_CipherInit_ex));
        _context = _handle.DangerousGetHandle();
    }

    /// <summary>Asks OpenSSL for an algorithm, once a kind for the life of the process.</summary>
    public static nint FetchAlgorithm(ReadOnlySpan<byte> name)
    {
        LibCrypto.ERR_clear_error();
        var algorithm = LibCrypto.EVP_CIPHER_fetch(0, name, 0);
        OpenSslException.ThrowUnless(algorithm != 0, nameof(LibCrypto.EVP_CIPHER_fetch));
        return algorithm;
    }

    /// <summary>Begins a packet.</summary>
    public bool TryBegin(ReadOnlySpan<byte> nonce)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        fixed (byte* iv = nonce)
            return LibCrypto.EVP_CipherInit_ex(_context, 0, 0, null, iv, -1) == 1;
    }

    /// <summary>Takes data that is authenticated and not encrypted.</summary>
    public bool TryAuthenticate(ReadOnlySpan<byte> data)
    {
        int length;
        fixed (byte* input = data)
            return LibCrypto.EVP_CipherUpdate(_context, null, &length, input, data.Length) == 1;
    }

    /// <summary>Encrypts or decrypts in place.</summary>
    public bool TryCrypt(Span<byte> data)
    {
        int length;
        fixed (byte* inPlace = data)
            return LibCrypto.EVP_CipherUpdate(_context, inPlace, &length, inPlace, data.Length) == 1;
    }

    /// <summary>Ends an encrypted packet with its tag.</summary>
    public bool TryFinish(Span<byte> tag)
    {
        int length;
        fixed (byte* output = tag)
        {
            return LibCrypto.EVP_CipherFinal_ex(_context, output, &length) == 1
                && LibCrypto.EVP_CIPHER_CTX_ctrl(_context, LibCrypto.CtrlAeadGetTag, tag.Length, output) == 1;
        }
    }

    /// <summary>Ends a decrypted packet; false when the tag is another.</summary>
    public bool TryVerify(ReadOnlySpan<byte> tag)
    {
        int length;
        var nothing = stackalloc byte[16];
        fixed (byte* expected = tag)
        {
            return LibCrypto.EVP_CIPHER_CTX_ctrl(_context, LibCrypto.CtrlAeadSetTag, tag.Length, expected) == 1
                && LibCrypto.EVP_CipherFinal_ex(_context, nothing, &length) == 1;
        }
    }

    public void Dispose()
    {
        _context = 0;
        _handle.Dispose();
    }
}
