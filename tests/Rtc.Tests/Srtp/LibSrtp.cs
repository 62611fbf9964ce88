using System.Runtime.InteropServices;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.Tests.Srtp;

/// <summary>Cisco's libsrtp2, the implementation that browsers use: the oracle for our own.</summary>
internal sealed unsafe partial class LibSrtp : IDisposable
{
    private const string File = "libsrtp2.so.1";
    private const uint AnyInbound = 2;
    private const uint AnyOutbound = 3;

    private readonly nint _session;

    static LibSrtp() => Must(srtp_init());

    public LibSrtp(SrtpProfile profile, ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, bool outbound)
    {
        var policy = default(Policy);
        if (profile == SrtpProfile.AeadAes128Gcm)
        {
            srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.Rtp);
            srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.Rtcp);
        }
        else
        {
            srtp_crypto_policy_set_rtp_default(&policy.Rtp);
            srtp_crypto_policy_set_rtp_default(&policy.Rtcp);
        }

        policy.SsrcType = outbound ? AnyOutbound : AnyInbound;
        policy.WindowSize = 128;
        byte[] keyAndSalt = [.. key, .. salt];
        fixed (byte* pointer = keyAndSalt)
        {
            policy.Key = pointer;
            Must(srtp_create(out _session, &policy));
        }
    }

    public byte[] ProtectRtp(byte[] packet) => Run(packet, srtp_protect)!;

    /// <summary>Protects in place, with room for the tag behind the packet, and without allocating.</summary>
    /// <returns>The protected length, or 0 when it was refused.</returns>
    public int ProtectRtp(Span<byte> buffer, int length)
    {
        fixed (byte* pointer = buffer)
            return srtp_protect(_session, (nint)pointer, (nint)(&length)) == 0 ? length : 0;
    }

    public byte[] ProtectRtcp(byte[] packet) => Run(packet, srtp_protect_rtcp)!;

    public byte[]? UnprotectRtp(byte[] packet) => Run(packet, srtp_unprotect);

    public byte[]? UnprotectRtcp(byte[] packet) => Run(packet, srtp_unprotect_rtcp);

    public void Dispose() => _ = srtp_dealloc(_session);

    private byte[]? Run(byte[] packet, Func<nint, nint, nint, int> function)
    {
        var buffer = new byte[packet.Length + 64];
        packet.CopyTo(buffer, 0);
        var length = packet.Length;
        fixed (byte* pointer = buffer)
            return function(_session, (nint)pointer, (nint)(&length)) == 0 ? buffer[..length] : null;
    }

    private static void Must(int status)
    {
        if (status != 0)
            throw new InvalidOperationException($"libsrtp2 answers {status}.");
    }

    [LibraryImport(File)]
    private static partial int srtp_init();

    [LibraryImport(File)]
    private static partial int srtp_create(out nint session, Policy* policy);

    [LibraryImport(File)]
    private static partial int srtp_dealloc(nint session);

    [LibraryImport(File)]
    private static partial int srtp_protect(nint session, nint packet, nint length);

    [LibraryImport(File)]
    private static partial int srtp_unprotect(nint session, nint packet, nint length);

    [LibraryImport(File)]
    private static partial int srtp_protect_rtcp(nint session, nint packet, nint length);

    [LibraryImport(File)]
    private static partial int srtp_unprotect_rtcp(nint session, nint packet, nint length);

    [LibraryImport(File)]
    private static partial void srtp_crypto_policy_set_rtp_default(CryptoPolicy* policy);

    [LibraryImport(File)]
    private static partial void srtp_crypto_policy_set_aes_gcm_128_16_auth(CryptoPolicy* policy);

    [StructLayout(LayoutKind.Sequential)]
    private struct CryptoPolicy
    {
        public uint CipherType;
        public int CipherKeyLength;
        public uint AuthType;
        public int AuthKeyLength;
        public int AuthTagLength;
        public uint SecurityServices;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Policy
    {
        public uint SsrcType;
        public uint SsrcValue;
        public CryptoPolicy Rtp;
        public CryptoPolicy Rtcp;
        public byte* Key;
        public void** Keys;
        public nuint KeyCount;
        public void* Ekt;
        public nuint WindowSize;
        public int AllowRepeat;
        public int* EncryptedExtensions;
        public int EncryptedExtensionCount;
        public Policy* Next;
    }
}
