using System.Security.Cryptography;

namespace TalksPlatform.Archive.Storage;

/// <summary>A file in the making. It appears under its own name whole and at once, or is deleted with the draft.</summary>
internal sealed class MediaDraft(string path, string destination) : IDisposable
{
    /// <summary>Where to write.</summary>
    public string Path { get; } = path;

    /// <summary>Puts the file in its place, over an older one, and tells what it holds.</summary>
    public async Task<StoredFile> PublishAsync(CancellationToken ct)
    {
        var stored = await DescribeAsync(ct);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(destination)!);
        File.Move(Path, destination, overwrite: true);
        return stored;
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);

    private async Task<StoredFile> DescribeAsync(CancellationToken ct)
    {
        await using var file = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite);
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
        file.Flush(flushToDisk: true); // the row must not outlive the bytes when the power fails
        return new StoredFile(file.Length, sha256);
    }
}

/// <summary>What lies in the store.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Lower-case hex.</param>
internal sealed record StoredFile(long Bytes, string Sha256);
