using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace TalksPlatform.Broadcast.Media.Outputs;

/// <summary>Connects to servers that take a programme, encrypted where their address says so.</summary>
internal static class ServerConnection
{
    private const int SendBuffer = 256 * 1024; // what a server does not take is soon noticed

    /// <summary>A connection; disposing of the stream closes it.</summary>
    /// <param name="trusted">A certificate to trust besides those of the system, or null.</param>
    public static async Task<Stream> OpenAsync(string host, int port, bool encrypted, X509Certificate2? trusted, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = SendBuffer };
        try
        {
            await socket.ConnectAsync(host, port, ct);
            var stream = new NetworkStream(socket, ownsSocket: true);
            return encrypted ? await SecureAsync(stream, host, trusted, ct) : stream;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Stream> SecureAsync(NetworkStream stream, string host, X509Certificate2? trusted, CancellationToken ct)
    {
        var secure = new SslStream(stream);
        await secure.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = host,
                CertificateChainPolicy = trusted is null ? null : new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { trusted },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
            ct);
        return secure;
    }
}
