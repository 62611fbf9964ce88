using System.Net;
using System.Net.Http.Headers;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls.Buckets;

/// <summary>Writes to a bucket. What fails can be done again.</summary>
internal sealed class Bucket(BucketOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false })
    {
        Timeout = Patience,
    };

    /// <exception cref="BucketException">The store is not reached, or does not take it.</exception>
    public Task PutAsync(string name, byte[] bytes, string type, string caching, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, new Uri(options.Address, name)) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.TryAddWithoutValidation("Cache-Control", caching);
        return SendAsync(request, bytes, ct);
    }

    /// <summary>Nothing is said of what was not there.</summary>
    /// <exception cref="BucketException">The store is not reached, or refuses.</exception>
    public Task DeleteAsync(string name, CancellationToken ct) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Delete, new Uri(options.Address, name)), [], ct);

    public void Dispose() => _http.Dispose();

    private async Task SendAsync(HttpRequestMessage request, byte[] body, CancellationToken ct)
    {
        using (request)
        {
            AwsSignature.Sign(request, body, options, time.GetUtcNow());
            try
            {
                using var answer = await _http.SendAsync(request, ct);
                if (!answer.IsSuccessStatusCode && !(request.Method == HttpMethod.Delete && answer.StatusCode == HttpStatusCode.NotFound))
                    throw new BucketException($"The store refuses ({(int)answer.StatusCode}).");
            }
            catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
            {
                throw new BucketException($"The store is not reached: {failure.Message}", failure);
            }
        }
    }
}

/// <summary>The bucket does not take what it is given.</summary>
internal sealed class BucketException(string message, Exception? inner = null) : Exception(message, inner);
