using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using TalksPlatform.Server.Pages.Text;

namespace TalksPlatform.Server.Pages.Markup;

/// <summary>
/// An instant in the station's zone, with its weekday and its city: <c>&lt;when at="@starts" zone="Asia/Vientiane" /&gt;</c>. The
/// site's script adds the viewer's own time when that differs.
/// </summary>
[HtmlTargetElement("when", Attributes = "at,zone", TagStructure = TagStructure.WithoutEndTag)]
public sealed class WhenTagHelper : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public DateTimeOffset At { get; set; }

    /// <summary>IANA zone.</summary>
    public string Zone { get; set; } = "";

    /// <summary>Leaves the hour away, for what is past.</summary>
    public bool DateOnly { get; set; }

    /// <summary>Leaves the day and the city away, where a heading says them.</summary>
    public bool TimeOnly { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var text = ViewContext.HttpContext.RequestServices.GetRequiredService<PageText>();
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "when");
        output.Attributes.SetAttribute("datetime", At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        if (!DateOnly)
            output.Attributes.SetAttribute("data-zone", Zone);
        output.Content.SetContent(TimeOnly ? StationTime.Clock(StationTime.In(Zone, At)) : StationTime.Show(At, Zone, text, DateOnly));
    }
}
