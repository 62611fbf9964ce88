using TalksPlatform.Rtc.Native;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.Dtls;

/// <summary>The SRTP keys that a DTLS handshake yields, one for each direction (RFC 5764, section 4.2).</summary>
internal sealed record DtlsSrtpKeys(SrtpMasterKey Client, SrtpMasterKey Server)
{
    public SrtpProfile Profile => Client.Profile;

    public static DtlsSrtpKeys Export(SslHandle ssl, SrtpProfile profile)
    {
        var label = "EXTRACTOR-dtls_srtp"u8;
        Span<byte> material = stackalloc byte[2 * (SrtpProfile.KeyLength + profile.SaltLength)];
        LibCrypto.ERR_clear_error();
        var exported = LibSsl.SSL_export_keying_material(
            ssl, material, (nuint)material.Length, label, (nuint)label.Length, 0, 0, 0);
        OpenSslException.ThrowUnless(exported == 1, nameof(LibSsl.SSL_export_keying_material));

        // client key, server key, client salt, server salt
        var salts = material[(2 * SrtpProfile.KeyLength)..];
        return new DtlsSrtpKeys(
            new SrtpMasterKey(profile, material[..SrtpProfile.KeyLength], salts[..profile.SaltLength]),
            new SrtpMasterKey(
                profile, material.Slice(SrtpProfile.KeyLength, SrtpProfile.KeyLength), salts[profile.SaltLength..]));
    }
}
