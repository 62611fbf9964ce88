using TalksPlatform.Broadcast.Uploads;

namespace TalksPlatform.Broadcast.Slides.Rendering;

/// <summary>What may be sent as slides, told by its first bytes and never by its name.</summary>
/// <param name="Ending">Of the file that we keep it in.</param>
/// <param name="Demuxer">How ffmpeg is told to read it; null for a PDF.</param>
/// <param name="Decoder">The one decoder that ffmpeg may use.</param>
internal sealed record SlideKind(string Ending, string? Demuxer = null, string? Decoder = null)
{
    public static readonly SlideKind Pdf = new("pdf");
    public static readonly SlideKind Png = new("png", "png_pipe", "png");
    public static readonly SlideKind Jpeg = new("jpg", "jpeg_pipe", "mjpeg");
    public static readonly SlideKind WebP = new("webp", "webp_pipe", "webp");

    private static readonly IReadOnlyList<SlideKind> All = [Pdf, Png, Jpeg, WebP];

    public bool IsPicture => Demuxer is not null;

    /// <summary>The kind of what begins like this; null when it is something else.</summary>
    public static SlideKind? Of(ReadOnlySpan<byte> head) => FileHead.EndingOf(head) is { } ending ? OfFile($".{ending}") : null;

    /// <summary>The kind that a file was kept as.</summary>
    public static SlideKind OfFile(string path) => All.First(kind => path.EndsWith($".{kind.Ending}", StringComparison.Ordinal));
}
