using Microsoft.AspNetCore.Razor.TagHelpers;

namespace TalksPlatform.Server.Pages.Markup;

/// <summary>An icon of the one sprite: <c>&lt;icon name="play" solid /&gt;</c>. It is decoration: the words stand beside it.</summary>
[HtmlTargetElement("icon", Attributes = "name", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    public string Name { get; set; } = "";

    public bool Solid { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (!output.Attributes.ContainsName("class"))
            output.Attributes.SetAttribute("class", Solid ? "i solid" : "i");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent($"<use href=\"/icons.svg#{Name}\"/>");
    }
}
