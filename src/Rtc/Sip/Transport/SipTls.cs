using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace TalksPlatform.Rtc.Sip;

/// <summary>Encrypts connections (TLS 1.2 and 1.3), and checks whom we connected to (RFC 5922 §7).</summary>
internal sealed class SipTls(SipTlsOptions? options)
{
    private readonly SslStreamCertificateContext? _certificate = options?.Certificate is { } certificate
        ? SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true)
        : null;

    /// <summary>True when neighbours can connect to us.</summary>
    public bool Listens => _certificate is not null;

    /// <summary>The side that was connected to.</summary>
    public async Task<Stream> AcceptAsync(Socket socket, CancellationToken ct)
    {
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        try
        {
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = _certificate,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                },
                ct);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>The side that connects.</summary>
    /// <exception cref="AuthenticationException">The neighbour's certificate is not trusted, or of another name.</exception>
    public async Task<Stream> ConnectAsync(Socket socket, string name, CancellationToken ct)
    {
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        try
        {
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = name,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    ClientCertificateContext = _certificate,
                    CertificateChainPolicy = OwnRoots(),
                },
                ct);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Null leaves the judgement to the system.</summary>
    private X509ChainPolicy? OwnRoots()
    {
        if (options is not { TrustedRoots.Count: > 0 })
            return null;
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck, // a root of one's own publishes no list
        };
        policy.CustomTrustStore.AddRange(options.TrustedRoots.ToArray());
        return policy;
    }
}
