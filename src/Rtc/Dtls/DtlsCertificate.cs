using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TalksPlatform.Rtc.Dtls;

/// <summary>
/// A self-signed ECDSA P-256 certificate, made anew at each start and then regularly: trust comes from its fingerprint
/// alone (RFC 8827, section 6.5).
/// </summary>
internal sealed class DtlsCertificate
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromDays(1);
    /// <summary>How long one is valid.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromDays(30);

    private DtlsCertificate(byte[] certificate, byte[] privateKey)
    {
        Certificate = certificate;
        PrivateKey = privateKey;
        Fingerprint = CertificateFingerprint.Of(certificate);
    }

    /// <summary>The certificate in DER.</summary>
    public byte[] Certificate { get; }

    /// <summary>The private key in DER (RFC 5915).</summary>
    public byte[] PrivateKey { get; }

    public CertificateFingerprint Fingerprint { get; }

    public static DtlsCertificate Create(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = time.GetUtcNow();
        using var certificate = new CertificateRequest("CN=webrtc", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(now - ClockSkew, now + Validity);
        return new DtlsCertificate(certificate.RawData, key.ExportECPrivateKey());
    }
}
