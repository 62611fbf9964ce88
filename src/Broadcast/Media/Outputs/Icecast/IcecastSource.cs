using System.Globalization;
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

    private readonly Stream _stream;
    private readonly TimeProvider _time;

    private IcecastSource(Stream stream, TimeProvider time) => (_stream, _time) = (stream, time);

    /// <summary>Makes other bytes of what the encoder wrote.</summary>
    public delegate byte[] Changing(ReadOnlySpan<byte> encoded);

    /// <summary>Connects and is let in.</summary>
    /// <exception cref="OutputException">It is not, and why.</exception>
    public static async Task<IcecastSource> ConnectAsync(
        OutputConfiguration configuration, string contentType, TimeProvider time, CancellationToken ct)
    {
        var url = new Uri(configuration.Target);
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        Stream? stream = null;
        try
        {
            stream = await ServerConnection.OpenAsync(url.Host, url.Port, url.Scheme == Uri.UriSchemeHttps, null, either.Token);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Request(configuration, url, contentType)), either.Token);
            EnsureLetIn(await ReadStatusAsync(stream, either.Token));
            return new IcecastSource(stream, time);
        }
        catch (Exception failure)
        {
            if (stream is not null)
                await stream.DisposeAsync();
            if (ct.IsCancellationRequested)
                throw;
            throw OutputException.Connecting("The Icecast server", failure);
        }
    }

    /// <summary>Sends what the encoder writes, until it ends.</summary>
    /// <param name="encoded">It.</param>
    /// <param name="change">What is made of it on the way, or null.</param>
    /// <exception cref="OutputException">The connection broke.</exception>
    public async Task SendAsync(Stream encoded, Changing? change, CancellationToken ct)
    {
        var buffer = new byte[4096];
        int read;
        while ((read = await encoded.ReadAsync(buffer, ct)) > 0)
        {
            try
            {
                ReadOnlyMemory<byte> bytes = change is null ? buffer.AsMemory(0, read) : change(buffer.AsSpan(0, read));
                await _stream.WriteAsync(bytes, ct).AsTask().WaitAsync(Patience, _time, ct);
            }
            catch (TimeoutException hung)
            {
                throw new OutputException(OutputException.Slow, "The Icecast server takes nothing any more.", hung);
            }
            catch (IOException broken)
            {
                throw new OutputException(OutputException.Broken, "The connection to the Icecast server broke.", broken);
            }
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

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
                throw new OutputException(OutputException.Broken, "This is no Icecast server.");
            answer.Append((char)one[0]);
        }
        return answer.ToString().Split(' ') is ["HTTP/1.0" or "HTTP/1.1", var status, ..]
            && int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
                ? code
                : throw new OutputException(OutputException.Broken, "This is no Icecast server.");
    }

    private static void EnsureLetIn(int status)
    {
        if (status is not (100 or 200))
        {
            throw new OutputException(OutputException.Refused, status switch
            {
                401 => "The Icecast server refuses the user name or the password.",
                403 => "The Icecast server refuses: the mount is in use, or the format is not allowed.",
                _ => $"The Icecast server refuses ({status}).",
            });
        }
    }
}
