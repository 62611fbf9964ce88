using System.ComponentModel.DataAnnotations;

namespace TalksPlatform.Broadcast;

/// <summary>A bucket of an S3-compatible store to which the live stream is copied while it runs.</summary>
/// <param name="Address">The bucket, and the folder in it, e.g. https://s3.example.la/talks/live/.</param>
/// <param name="Region">The store's region, e.g. us-east-1.</param>
/// <param name="AccessKey">Who writes.</param>
/// <param name="SecretKey">What proves it.</param>
public sealed record BucketOptions(
    Uri Address, [property: Required] string Region, [property: Required] string AccessKey, [property: Required] string SecretKey)
{
    /// <summary>Reads https://key:secret@host/bucket/folder?region=name, in which the secret is percent-encoded.</summary>
    /// <exception cref="FormatException">It is something else; the message does not repeat it.</exception>
    public static BucketOptions Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            || url.UserInfo.Split(':') is not [{ Length: > 0 } key, { Length: > 0 } secret] || url.AbsolutePath.Trim('/') is not { Length: > 0 } path)
            throw new FormatException("it must be such as https://key:secret@s3.example.la/bucket/folder?region=us-east-1.");
        var region = url.Query.StartsWith("?region=", StringComparison.Ordinal) ? url.Query["?region=".Length..] : "us-east-1";
        return new BucketOptions(
            new UriBuilder(url.Scheme, url.Host, url.Port, path + "/").Uri, region, Uri.UnescapeDataString(key), Uri.UnescapeDataString(secret));
    }

    /// <summary>Without the secret.</summary>
    public override string ToString() => Address.ToString();
}
