using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;

namespace TalksPlatform.Broadcast.Media.Outputs.Icecast;

/// <summary>
/// A source client of Icecast 2.4: an HTTP PUT whose body lasts as long as the programme. The body has no length and no
/// chunks, which is why HttpClient cannot send it.
/// </summary>
internal sealed class IcecastSource : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int LongestAnswer = 4096;

    private readonly TcpClient _client;
    private readonly Stream _stream;
    private readonly TimeProvider _time;

    private IcecastSource(TcpClient client, Stream stream, TimeProvider time) => (_client, _stream, _time) = (client, stream, time);

    /// <summary>Connects and is let in.</summary>
    /// <exception cref="IcecastException">It is not, and why.</exception>
    public static async Task<IcecastSource> ConnectAsync(
        OutputConfiguration configuration, string contentType, TimeProvider time, CancellationToken ct)
    {
        var url = new Uri(configuration.Target);
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(url.Host, url.Port, either.Token);
            var stream = await SecureAsync(client.GetStream(), url, either.Token);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Request(configuration, url, contentType)), either.Token);
            EnsureLetIn(await ReadStatusAsync(stream, either.Token));
            return new IcecastSource(client, stream, time);
        }
        catch (Exception failure)
        {
            client.Dispose();
            throw failure switch
            {
                OperationCanceledException when !ct.IsCancellationRequested => new IcecastException("The Icecast server does not answer."),
                SocketException or IOException => new IcecastException($"The Icecast server cannot be reached: {failure.Message}", failure),
                _ => failure,
            };
        }
    }

    /// <summary>Sends what the encoder writes, until it ends.</summary>
    /// <exception cref="IcecastException">The connection broke.</exception>
    public async Task SendAsync(Stream encoded, CancellationToken ct)
    {
        var buffer = new byte[4096];
        int read;
        while ((read = await encoded.ReadAsync(buffer, ct)) > 0)
        {
            try
            {
                await _stream.WriteAsync(buffer.AsMemory(0, read), ct).AsTask().WaitAsync(Patience, _time, ct);
            }
            catch (Exception broken) when (broken is IOException or TimeoutException)
            {
                throw new IcecastException("The connection to the Icecast server broke.", broken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _client.Dispose();
    }

    private static async Task<Stream> SecureAsync(NetworkStream stream, Uri url, CancellationToken ct)
    {
        if (url.Scheme != Uri.UriSchemeHttps)
            return stream;
        var secure = new SslStream(stream);
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = url.Host }, ct);
        return secure;
    }

    private static string Request(OutputConfiguration configuration, Uri url, string contentType)
    {
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{configuration.UserName}:{configuration.Password}"));
        return $"PUT {url.AbsolutePath} HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Basic {credentials}\r\n" +
            $"User-Agent: TalksPlatform\r\nContent-Type: {contentType}\r\nIce-Public: 0\r\nExpect: 100-continue\r\n\r\n";
    }

    /// <summary>The answer's status; its headers are read to their end.</summary>
    private static async Task<int> ReadStatusAsync(Stream stream, CancellationToken ct)
    {
        var answer = new StringBuilder();
        var one = new byte[1];
        while (!answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (answer.Length > LongestAnswer || await stream.ReadAsync(one, ct) == 0)
                throw new IcecastException("This is no Icecast server.");
            answer.Append((char)one[0]);
        }
        return answer.ToString().Split(' ') is ["HTTP/1.0" or "HTTP/1.1", var status, ..]
            && int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                ? code
                : throw new IcecastException("This is no Icecast server.");
    }

    private static void EnsureLetIn(int status)
    {
        if (status is not (100 or 200))
        {
            throw new IcecastException(status switch
            {
                401 => "The Icecast server refuses the user name or the password.",
                403 => "The Icecast server refuses: the mount is in use, or the format is not allowed.",
                _ => $"The Icecast server refuses ({status}).",
            });
        }
    }
}

/// <summary>The Icecast server is not reached or does not let us in.</summary>
internal sealed class IcecastException(string message, Exception? inner = null) : Exception(message, inner);
