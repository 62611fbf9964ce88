using Microsoft.AspNetCore.Razor.TagHelpers;

namespace TalksPlatform.Server.Pages.Markup;

/// <summary>Where Vite's development server listens, when a contributor runs it; else null and the built files are served.</summary>
public sealed record ViteOptions(string? DevServer);

/// <summary>Links a client entry: <c>&lt;vite entry="src/islands/play.ts" /&gt;</c>, a style sheet or a module.</summary>
/// <param name="manifest">The built files.</param>
/// <param name="options">The development server.</param>
[HtmlTargetElement("vite", Attributes = "entry", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ViteTagHelper(ViteManifest manifest, ViteOptions options) : TagHelper
{
    /// <summary>Path of the entry inside src/Web.</summary>
    public string Entry { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        var isStyle = Entry.EndsWith(".css", StringComparison.Ordinal);
        if (options.DevServer is { } server)
        {
            output.Content.AppendHtml(isStyle
                ? Style($"{server}/dist/{Entry}?direct")
                : Module($"{server}/dist/@vite/client") + Module($"{server}/dist/{Entry}"));
            return;
        }

        if (isStyle)
        {
            output.Content.AppendHtml(Style($"/dist/{manifest.File(Entry)}"));
            return;
        }

        foreach (var style in manifest.Styles(Entry))
            output.Content.AppendHtml(Style($"/dist/{style}"));
        foreach (var script in manifest.Imports(Entry))
            output.Content.AppendHtml($"<link rel=\"modulepreload\" href=\"/dist/{script}\">");
        output.Content.AppendHtml(Module($"/dist/{manifest.File(Entry)}"));
    }

    private static string Style(string address) => $"<link rel=\"stylesheet\" href=\"{address}\">";

    private static string Module(string address) => $"<script type=\"module\" src=\"{address}\"></script>";
}
