using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Razor.TagHelpers;
using QRCoder;

namespace TalksPlatform.Server.Pages.Markup;

/// <summary>
/// An address as a QR code (ISO/IEC 18004), drawn as one SVG path on white with its quiet zone:
/// <c>&lt;qr text="https://..." label="Join" /&gt;</c>. A seventh of it may be covered or blurred.
/// </summary>
[HtmlTargetElement("qr", Attributes = "text", TagStructure = TagStructure.WithoutEndTag)]
public sealed class QrTagHelper : TagHelper
{
    public string Text { get; set; } = "";

    /// <summary>For those who do not see it.</summary>
    public string Label { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var (path, size) = Draw(Text);
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "qr");
        output.Attributes.SetAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {size} {size}"));
        output.Attributes.SetAttribute("role", "img");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Content.SetHtmlContent(string.Create(
            CultureInfo.InvariantCulture, $"<path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path fill=\"#000\" d=\"{path}\"/>"));
    }

    /// <summary>The dark dots, row by row, each run as one bar; and the length of a side in dots, the quiet zone included.</summary>
    internal static (string Path, int Size) Draw(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        foreach (var (y, row) in code.ModuleMatrix.Index())
        {
            for (var x = 0; x < row.Count; x++)
            {
                var from = x;
                while (x < row.Count && row[x])
                    x++;
                if (x > from)
                    path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
            }
        }
        return (path.ToString(), code.ModuleMatrix.Count);
    }
}
