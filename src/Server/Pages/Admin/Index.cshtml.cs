using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Pages.Admin;

/// <summary>What only an administrator does: inviting hosts. Series and talks are made in the studio's list.</summary>
[Authorize(Policies.Administer)]
internal sealed class IndexModel : PageModel;
