using System.Buffers.Binary;
using System.Globalization;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Slides.Rendering;

/// <summary>
/// Makes the WebP pictures of a slide by ffmpeg, in a sandbox: the best that fit into the bytes that a listener is told,
/// on white where the picture is transparent, without what a camera wrote beside it.
/// </summary>
internal sealed class WebpPainter(Sandbox sandbox)
{
    private const int BestQuality = 82;

    /// <summary>The steps of width, when even the worst quality is too large.</summary>
    private const double Narrower = 0.8;

    /// <summary>The picture at most so wide; upright ones are no higher than a third more.</summary>
    /// <returns>The file's name in the folder.</returns>
    /// <exception cref="SandboxException">It is no picture that ffmpeg can read.</exception>
    public async Task<string> PaintAsync(string folder, IReadOnlyList<string> input, int width, CancellationToken ct)
    {
        while (true)
        {
            if (await TryAsync(folder, input, width, BestQuality, ct) is { } best)
                return best;
            if (await SearchAsync(folder, input, width, ct) is { } fitting)
                return fitting;
            width = (int)(width * Narrower);
        }
    }

    /// <summary>How ffmpeg is to read a drawn page.</summary>
    public static IReadOnlyList<string> Drawn(string file) => ["-f", "image2", "-pattern_type", "none", "-c:v", "ppm", "-i", file];

    /// <summary>How ffmpeg is to read a picture that was sent.</summary>
    public static IReadOnlyList<string> Sent(string file)
    {
        var kind = SlideKind.OfFile(file);
        return ["-f", kind.Demuxer!, "-c:v", kind.Decoder!, "-i", file];
    }

    /// <summary>Width and height of a lossy WebP (RFC 9649, 2.5: the key frame's header).</summary>
    public static (int Width, int Height) SizeOf(ReadOnlySpan<byte> webp)
    {
        var frame = webp[26..];
        return (BinaryPrimitives.ReadUInt16LittleEndian(frame) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(frame[2..]) & 0x3FFF);
    }

    /// <summary>The best quality that fits, by halves.</summary>
    private async Task<string?> SearchAsync(string folder, IReadOnlyList<string> input, int width, CancellationToken ct)
    {
        string? fitting = null;
        var (low, high) = (0, BestQuality - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (await TryAsync(folder, input, width, middle, ct) is { } file)
                (fitting, low) = (file, middle + 4); // closer than that nobody sees
            else
                high = middle - 1;
        }
        return fitting;
    }

    /// <summary>The file's name, or null when it is too large.</summary>
    private async Task<string?> TryAsync(string folder, IReadOnlyList<string> input, int width, int quality, CancellationToken ct)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"{width}-{quality}.webp");
        var height = width * 4 / 3;
        var scale = string.Create(CultureInfo.InvariantCulture,
            $"scale=w='min({width},iw)':h='min({height},ih)':force_original_aspect_ratio=decrease:flags=area");
        var paint = $"{scale},format=rgba,split[a][b];"
            + "[a]lutrgb=r=255:g=255:b=255:a=255[white];[white][b]overlay=format=rgb,format=bgra";
        await sandbox.RunAsync(
            folder,
            "ffmpeg",
            [
                "-hide_banner", "-nostdin", "-loglevel", "error", "-y", "-threads", "1", "-protocol_whitelist", "file",
                "-max_pixels", SlideLimits.PicturePixels.ToString(CultureInfo.InvariantCulture), .. input,
                "-frames:v", "1", "-map_metadata", "-1", "-filter_complex", paint, "-c:v", "libwebp", "-compression_level", "6",
                "-quality", quality.ToString(CultureInfo.InvariantCulture), "-f", "webp", file,
            ],
            ct);
        return new FileInfo(Path.Combine(folder, file)).Length <= SlideLimits.PictureBytes ? file : null;
    }
}
