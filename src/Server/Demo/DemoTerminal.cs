using System.Globalization;
using Spectre.Console;

namespace TalksPlatform.Server.Demo;

/// <summary>Tells the story, and at its end what was checked.</summary>
internal sealed class DemoTerminal(IAnsiConsole console, TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();

    /// <summary>One line of the story, with the time since it began.</summary>
    public void Say(string line)
    {
        var elapsed = time.GetElapsedTime(_begun);
        console.MarkupLineInterpolated($"[grey]{elapsed.ToString(@"m\:ss", CultureInfo.InvariantCulture)}[/]  {line}");
    }

    /// <summary>One plain line.</summary>
    public void Write(string line) => console.WriteLine(line);

    /// <summary>The table of checks.</summary>
    public void Show(IReadOnlyList<DemoCheck> checks)
    {
        var table = new Table().RoundedBorder().AddColumns("", "What was checked", "Found", "Wanted");
        foreach (var check in checks)
            table.AddRow(
                check.Passed ? "[green]ok[/]" : "[red]FAILED[/]",
                check.What.EscapeMarkup(),
                check.Found.EscapeMarkup(),
                check.Wanted.EscapeMarkup());
        console.WriteLine();
        console.Write(table);
    }

    /// <summary>Where to look now.</summary>
    public void Addresses(Uri server, DemoEvidence evidence)
    {
        var episode = evidence.Episode;
        console.WriteLine();
        console.WriteLine($"The replay    {server}e/{episode.Slug}");
        console.WriteLine($"The feed      {server}s/{episode.SeriesSlug}/feed.xml");
        console.WriteLine($"The studio    {server}studio/{episode.Slug}");
        console.WriteLine($"               sign in first with this link, which works once: {evidence.GuestLink}");
    }
}

/// <summary>One thing that was checked.</summary>
internal sealed record DemoCheck(string What, bool Passed, string Found, string Wanted);
