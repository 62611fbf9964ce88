using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Server.Pages.Studio.Settings;

/// <summary>
/// A page of plain forms on which something of a series is set. What is taken leads back to the page; what is refused is
/// told once above the forms, and stands in its form as it was typed.
/// </summary>
/// <param name="calendar">The series.</param>
internal abstract class SeriesPage(IEpisodeReader calendar) : PageModel
{
    public SeriesCard Series { get; private set; } = null!;

    /// <summary>What was done, or null.</summary>
    [BindProperty(SupportsGet = true, Name = "done")]
    public string? Done { get; set; }

    /// <summary>The code of the fault for which a form was refused, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>What the person at hand may do in this series.</summary>
    public Role Role => Actor.From(User).Role >= Role.Administrator ? Role.Administrator : Actor.RoleIn(Series.Id, User);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var id = SeriesId.TryParse(RouteData.Values["seriesId"] as string, out var series) ? series : default;
        if ((await calendar.SeriesAsync(HttpContext.RequestAborted)).FirstOrDefault(card => card.Id == id) is not { } known || !await FindAsync(known, HttpContext.RequestAborted))
        {
            context.Result = NotFound();
            return;
        }
        Series = known;
        Response.Headers.CacheControl = "no-cache, no-store"; // as the forms want it
        await next();
    }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    /// <summary>What a field of a refused form has, else what it had before.</summary>
    /// <param name="form">The form's name, in its field "form".</param>
    /// <param name="field">The field.</param>
    /// <param name="before">What is set.</param>
    public string? Kept(string form, string field, string? before = null) => IsRefused(form) ? Request.Form[field].ToString() : before;

    /// <summary>The same for boxes that are ticked.</summary>
    public bool IsKept(string form, string field, string value, bool before) => IsRefused(form) ? Request.Form[field].Contains(value, StringComparer.Ordinal) : before;

    /// <summary>This is the form that was refused.</summary>
    public bool IsRefused(string form) => Refusal is not null && Request.HasFormContentType && Request.Form["form"] == form;

    /// <summary>Finds what else the page is about; false when there is no such thing.</summary>
    protected virtual Task<bool> FindAsync(SeriesCard series, CancellationToken ct) => Task.FromResult(true);

    /// <summary>Reads what the page shows.</summary>
    protected abstract Task LoadAsync(CancellationToken ct);

    /// <summary>Does what a form asks for, and leads back.</summary>
    /// <param name="done">What to say then: settings.done.{done}.</param>
    /// <param name="act">Does it, or throws a fault.</param>
    /// <param name="ct">Gives up.</param>
    protected async Task<IActionResult> DoAsync(string done, Func<Task> act, CancellationToken ct)
    {
        if (await TryAsync(act, ct))
            return Redirect(BackTo(done));
        return Page();
    }

    /// <summary>Does what a form asks for; false when it is refused, and then the page is ready to say so.</summary>
    protected async Task<bool> TryAsync(Func<Task> act, CancellationToken ct)
    {
        try
        {
            await act();
            return true;
        }
        catch (FaultException refused)
        {
            (Refusal, Response.StatusCode) = (refused.Code, (int)refused.Fault.Kind);
            await LoadAsync(ct);
            return false;
        }
    }

    /// <summary>Where a form leads that was taken.</summary>
    protected virtual string BackTo(string done) => $"{Request.PathBase}{Request.Path}?done={done}";

    /// <summary>A field's text, or null when it is empty.</summary>
    protected string? Field(string name) => Request.Form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The words of a field, one a line or between commas.</summary>
    protected string[] Words(string name) => Request.Form[name].ToString().Split([',', '\n', '\r', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A field's whole number; 0 when it is empty, and less than nothing when it is none.</summary>
    protected int Number(string name) => Field(name) is not { } text ? 0 : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}

/// <summary>What stands above the forms of such a page.</summary>
/// <param name="Page">The page.</param>
/// <param name="Here">Its last part of the address.</param>
internal sealed record SettingsHead(SeriesPage Page, string Here);
