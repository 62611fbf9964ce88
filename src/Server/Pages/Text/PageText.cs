using System.Globalization;
using TalksPlatform.Server.Http;

namespace TalksPlatform.Server.Pages.Text;

/// <summary>The pages' road to their words, in the language of the request: <c>@T["live.back"]</c>.</summary>
internal sealed class PageText(SiteOptions site)
{
    private readonly Messages _messages = Messages.For(CultureInfo.CurrentUICulture);

    /// <summary>BCP 47 tag of the page.</summary>
    public string Language => _messages.Culture.TwoLetterISOLanguageName;

    /// <summary>How dates and numbers are written on this page.</summary>
    public CultureInfo Culture => site.BuddhistYears ? _messages.Culture : _messages.Gregorian;

    public string this[string key] => _messages.Say(key);

    public string this[string key, params ReadOnlySpan<(string Name, object? Value)> arguments] => _messages.Say(key, arguments);

    public bool Has(string key) => _messages.Has(key);

    public string JsonFor(IReadOnlyCollection<string> prefixes) => _messages.JsonFor(prefixes);
}
