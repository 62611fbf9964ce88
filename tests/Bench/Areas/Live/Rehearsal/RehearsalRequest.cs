using System.Globalization;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>A crowd for a server that runs already.</summary>
/// <param name="Page">An episode's page, https://host/e/slug, or a server's address when <paramref name="Talk"/> is told.</param>
/// <param name="Talk">The talk's id, or null to find it by the page.</param>
/// <param name="Attendees">How many come.</param>
/// <param name="Owner">An administrator's sign-in link or token: proves that the server is the caller's own.</param>
/// <param name="Votes">They vote in the poll that is open. Their ballots stay in the talk.</param>
internal sealed record RehearsalRequest(Uri Page, string? Talk, int Attendees, string? Owner, bool Votes)
{
    /// <summary>Where everybody goes.</summary>
    public Uri Server => new(Page.GetLeftPart(UriPartial.Authority));

    /// <summary>The episode's name in the address, or null.</summary>
    public string? Slug => Page.Segments is [_, "e/", var slug, ..] ? slug.TrimEnd('/') : null;

    /// <summary>Reads "live --server URL [--talk ID] [--attendees N] [--owner LINK] [--vote]"; null when it is not that.</summary>
    /// <exception cref="RehearsalException">It is, but something about it is wrong.</exception>
    public static RehearsalRequest? Parse(string[] arguments)
    {
        if (arguments is not ["live", ..] || Array.IndexOf(arguments, "--server") < 0)
            return null;
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 1; i < arguments.Length; i++)
        {
            var name = arguments[i];
            told[name] = name switch
            {
                "--vote" => "",
                "--server" or "--talk" or "--attendees" or "--owner" when i + 1 < arguments.Length => arguments[++i],
                _ => throw new RehearsalException($"'{name}' says nothing to a crowd: there are --server, --talk, --attendees, --owner and --vote."),
            };
        }
        return new RehearsalRequest(
            PageOf(told["--server"]), told.GetValueOrDefault("--talk"), NumberOf(told.GetValueOrDefault("--attendees")),
            told.GetValueOrDefault("--owner"), told.ContainsKey("--vote"));
    }

    private static Uri PageOf(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var page) && page.Scheme is "http" or "https"
            ? page
            : throw new RehearsalException("--server wants the episode's page, such as https://talks.example.la/e/coffee.");

    private static int NumberOf(string? text) =>
        text is null ? BenchRequest.UsualAttendees
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is >= 10 and <= BenchRequest.MostAttendees ? number
        : throw new RehearsalException($"--attendees wants a number from 10 to {BenchRequest.MostAttendees}.");
}

/// <summary>A crowd cannot be sent there. The message is one sentence that says what to do.</summary>
internal sealed class RehearsalException(string sentence, Exception? inner = null) : Exception(sentence, inner);
