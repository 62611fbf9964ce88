namespace TalksPlatform.Broadcast.Slides.Rendering;

/// <summary>What may be sent as slides, told by its first bytes and never by its name.</summary>
/// <param name="Ending">Of the file that we keep it in.</param>
/// <param name="Demuxer">How ffmpeg is told to read it; null for a PDF.</param>
/// <param name="Decoder">The one decoder that ffmpeg may use.</param>
internal sealed record SlideKind(string Ending, string? Demuxer = null, string? Decoder = null)
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int HeadBytes = 12;

    public static readonly SlideKind Pdf = new("pdf");
    public static readonly SlideKind Png = new("png", "png_pipe", "png");
    public static readonly SlideKind Jpeg = new("jpg", "jpeg_pipe", "mjpeg");
    public static readonly SlideKind WebP = new("webp", "webp_pipe", "webp");

    private static readonly IReadOnlyList<SlideKind> All = [Pdf, Png, Jpeg, WebP];

    public bool IsPicture => Demuxer is not null;

    /// <summary>The kind of what begins like this; null when it is something else. A PDF must begin at the first byte.</summary>
    public static SlideKind? Of(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith("%PDF-"u8) => Pdf,
        _ when head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) => Png,
        _ when head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => Jpeg,
        _ when head.Length >= HeadBytes && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) => WebP,
        _ => null,
    };

    /// <summary>The kind that a file was kept as.</summary>
    public static SlideKind OfFile(string path) => All.First(kind => path.EndsWith($".{kind.Ending}", StringComparison.Ordinal));
}
