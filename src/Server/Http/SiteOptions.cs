using System.ComponentModel.DataAnnotations;

namespace TalksPlatform.Server.Http;

/// <summary>How this installation presents itself: section "Site" of the configuration.</summary>
public sealed record SiteOptions
{
    /// <summary>The station's or the chamber's name, in the top bar and the feeds.</summary>
    [Required, StringLength(60, MinimumLength = 1)]
    public string Name { get; init; } = "TalksPlatform";

    /// <summary>Where it is heard without data when a series does not say, e.g. "FM 103.7"; null when there is no such place.</summary>
    public string? Frequency { get; init; }

    /// <summary>The number to call in when a series does not say, as people dial it; null when there is none.</summary>
    public string? Phone { get; init; }

    /// <summary>The language of those who asked for none that we have: a file's name in Locales.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Whether Thai pages count years as Thais do (2569 for 2026). Machines are always told 2026.</summary>
    public bool BuddhistYears { get; init; } = true;
}
