namespace TalksPlatform.Broadcast.Uploads;

/// <summary>What a file is, told by its first bytes and never by its name.</summary>
internal static class FileHead
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int Bytes = 12;

    /// <summary>pdf, png, jpg or webp; null when it is something else. A PDF must begin at the first byte.</summary>
    public static string? EndingOf(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith("%PDF-"u8) => "pdf",
        _ when head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) => "png",
        _ when head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => "jpg",
        _ when head.Length >= Bytes && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) => "webp",
        _ => null,
    };
}
