using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls.Buckets;

/// <summary>Signs requests as S3-compatible stores ask for it (AWS Signature Version 4).</summary>
internal static class AwsSignature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Signs the request with all headers that it has by now. Its address has no query.</summary>
    /// <param name="request">Gets its date, the digest of its body, and the signature.</param>
    /// <param name="body">What it will send.</param>
    /// <param name="bucket">Who signs, and for which region.</param>
    /// <param name="now">The store refuses what is older than a quarter of an hour.</param>
    public static void Sign(HttpRequestMessage request, ReadOnlySpan<byte> body, BucketOptions bucket, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var digest = Convert.ToHexStringLower(SHA256.HashData(body));
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", digest);
        request.Headers.TryAddWithoutValidation("x-amz-date", time);

        var headers = request.Headers.NonValidated
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: header.Value.ToString().Trim()))
            .Append((Name: "host", Value: request.RequestUri!.Authority))
            .OrderBy(header => header.Name, StringComparer.Ordinal)
            .ToArray();
        var names = string.Join(';', headers.Select(header => header.Name));
        var canonical = $"{request.Method}\n{request.RequestUri.AbsolutePath}\n\n"
            + string.Concat(headers.Select(header => $"{header.Name}:{header.Value}\n"))
            + $"\n{names}\n{digest}";

        var scope = $"{time[..8]}/{bucket.Region}/s3/aws4_request";
        var toSign = $"{Algorithm}\n{time}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + bucket.SecretKey);
        foreach (var step in new[] { time[..8], bucket.Region, "s3", "aws4_request" })
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(step));
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"{Algorithm} Credential={bucket.AccessKey}/{scope},SignedHeaders={names},Signature={signature}");
    }
}
