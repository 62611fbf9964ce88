using System.IO.Compression;
using System.Text;
using TalksPlatform.Broadcast.Uploads;

namespace TalksPlatform.Broadcast.Handouts;

/// <summary>What may be handed out, told by content and never by name. It is served as a download under this type.</summary>
/// <param name="Ending">Of its file name.</param>
/// <param name="MimeType">What browsers are told.</param>
internal sealed record HandoutKind(string Ending, string MimeType)
{
    private const int MostEntries = 10_000;
    private const string Office = "application/vnd.openxmlformats-officedocument";
    private const string OpenDocument = "application/vnd.oasis.opendocument";

    private static readonly HandoutKind Pdf = new("pdf", "application/pdf");
    private static readonly HandoutKind Png = new("png", "image/png");
    private static readonly HandoutKind Jpeg = new("jpg", "image/jpeg");
    private static readonly HandoutKind WebP = new("webp", "image/webp");
    private static readonly HandoutKind Text = new("txt", "text/plain; charset=utf-8");
    private static readonly HandoutKind Word = new("docx", $"{Office}.wordprocessingml.document");
    private static readonly HandoutKind Excel = new("xlsx", $"{Office}.spreadsheetml.sheet");
    private static readonly HandoutKind PowerPoint = new("pptx", $"{Office}.presentationml.presentation");
    private static readonly HandoutKind Writer = new("odt", $"{OpenDocument}.text");
    private static readonly HandoutKind Calc = new("ods", $"{OpenDocument}.spreadsheet");
    private static readonly HandoutKind Impress = new("odp", $"{OpenDocument}.presentation");

    private static readonly IReadOnlyList<HandoutKind> All = [Pdf, Png, Jpeg, WebP, Text, Word, Excel, PowerPoint, Writer, Calc, Impress];

    /// <summary>The kind of this ending, as it was told when the file came.</summary>
    public static HandoutKind? OfEnding(string ending) => All.FirstOrDefault(kind => kind.Ending == ending);

    /// <summary>The kind of a file; null when it is none of ours.</summary>
    /// <param name="content">Seekable.</param>
    public static HandoutKind? Of(Stream content)
    {
        Span<byte> head = stackalloc byte[FileHead.Bytes];
        content.Position = 0;
        head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        content.Position = 0;
        if (FileHead.EndingOf(head) is { } ending)
            return OfEnding(ending);
        if (head.StartsWith("PK\x03\x04"u8))
            return OfZip(content);
        return IsText(content) ? Text : null;
    }

    /// <summary>An office document; its table of contents alone is read, nothing is unpacked.</summary>
    private static HandoutKind? OfZip(Stream content)
    {
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MostEntries)
                return null;
            var names = zip.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (names.Any(IsMacro))
                return null;
            if (names.Contains("[Content_Types].xml"))
                return names.Contains("word/document.xml") ? Word
                    : names.Contains("xl/workbook.xml") ? Excel
                    : names.Contains("ppt/presentation.xml") ? PowerPoint : null;
            return zip.GetEntry("mimetype") is { Length: < 100 } mimeType ? OfMimeType(mimeType) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static HandoutKind? OfMimeType(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.ASCII);
        var told = reader.ReadToEnd().Trim();
        return told.StartsWith(OpenDocument, StringComparison.Ordinal) ? All.FirstOrDefault(kind => kind.MimeType == told) : null;
    }

    private static bool IsMacro(string name) =>
        name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase);

    /// <summary>UTF-8 with no control characters but line ends and tabs, and no markup that an old browser might run.</summary>
    private static bool IsText(Stream content)
    {
        try
        {
            using var reader = new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true), false, leaveOpen: true);
            var text = reader.ReadToEnd();
            return text.Length > 0 && !text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n').StartsWith('<')
                && !text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
