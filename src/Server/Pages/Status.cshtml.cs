using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace TalksPlatform.Server.Pages;

/// <summary>What a person reads in place of a page: not found, signed out, not permitted, or a failure of ours.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
internal sealed class StatusModel : PageModel
{
    [BindProperty(SupportsGet = true)]
    public int Code { get; set; }

    /// <summary>The texts' key: some codes have words of their own.</summary>
    public string Key => Code switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound => $"status.{Code}",
        _ => "status.500",
    };
}
