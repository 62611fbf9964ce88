using System.Globalization;
using System.Text;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>
/// The rundown and the speakers as a producer writes them, a line each: "15 Three papers, one visit" is planned fifteen
/// minutes after the start, "- Slides 5 to 9" is a note to the line above, "Somphone Vongsa, trade office" is a name with what
/// is said of it.
/// </summary>
internal static class PlanText
{
    private const int MostCues = 50;
    private const int MostPeople = 30;
    private const int TitleCharacters = 120;
    private const int NotesCharacters = 500;
    private const int NameCharacters = 80;
    private const int LastMinute = 24 * 60;

    private static readonly char[] Commas = [',', '，', '،'];

    private static readonly Fault TooMuch = new("plan.too-long", FaultKind.Invalid,
        $"A rundown has at most {MostCues} parts and {MostPeople} names; a title has at most {TitleCharacters} characters, a note {NotesCharacters}, a name {NameCharacters}.");

    /// <summary>The plan that these two texts are.</summary>
    /// <exception cref="FaultException">plan.too-long</exception>
    public static SetPlan Read(string? cues, string? people, StagePlan before) => new(ReadCues(cues, before.Cues), ReadPeople(people));

    /// <summary>The cues of a text. What has the same title as a cue of before is that cue; so is one that was only reworded.</summary>
    /// <exception cref="FaultException">plan.too-long</exception>
    public static IReadOnlyList<Cue> ReadCues(string? text, IReadOnlyList<Cue> before)
    {
        var cues = new List<Cue>();
        foreach (var line in Lines(text))
        {
            if (line.StartsWith('-') && cues.Count > 0)
            {
                cues[^1] = cues[^1] with { Notes = Fitting($"{cues[^1].Notes} {line[1..]}".Trim(), NotesCharacters) };
                continue;
            }
            var (minute, title) = SplitMinute(line);
            cues.Add(new Cue(default, Fitting(title, TitleCharacters), minute));
        }
        return cues.Count > MostCues ? throw TooMuch.AsException() : Known(cues, before);
    }

    /// <summary>The cues as those of before that they are: by their title, else by standing where one was reworded.</summary>
    private static List<Cue> Known(List<Cue> cues, IReadOnlyList<Cue> before)
    {
        var left = before.ToList();
        for (var i = 0; i < cues.Count; i++)
        {
            if (left.Find(cue => cue.Title == cues[i].Title) is not { } same)
                continue;
            left.Remove(same);
            cues[i] = cues[i] with { Id = same.Id };
        }
        for (var i = 0; i < cues.Count; i++)
        {
            if (cues[i].Id != default)
                continue;
            var reworded = cues.Count == before.Count && left.Remove(before[i]) ? before[i].Id : CueId.New();
            cues[i] = cues[i] with { Id = reworded };
        }
        return cues;
    }

    /// <summary>The people of a text.</summary>
    /// <exception cref="FaultException">plan.too-long</exception>
    public static IReadOnlyList<StagePerson> ReadPeople(string? text)
    {
        var people = Lines(text)
            .Select(line => line.TrimStart([.. Commas, ' '])) // a name comes before its comma
            .Where(line => line.Length > 0)
            .Select(ReadPerson).DistinctBy(person => person.Name, StringComparer.Ordinal).ToList();
        return people.Count > MostPeople ? throw TooMuch.AsException() : people;
    }

    /// <summary>The text of these cues.</summary>
    public static string Write(IEnumerable<CueView> cues)
    {
        var text = new StringBuilder();
        foreach (var cue in cues)
        {
            text.Append(CultureInfo.InvariantCulture, $"{cue.Minute}{(cue.Minute is null ? "" : " ")}{cue.Title}\n");
            if (cue.Notes is not null)
                text.Append(CultureInfo.InvariantCulture, $"- {cue.Notes}\n");
        }
        return text.ToString();
    }

    /// <summary>The text of these people.</summary>
    public static string Write(IEnumerable<PersonView> people) =>
        string.Concat(people.Select(person => person.About is null ? $"{person.Name}\n" : $"{person.Name}, {person.About}\n"));

    private static StagePerson ReadPerson(string line)
    {
        var comma = line.IndexOfAny(Commas);
        var (name, about) = comma < 0 ? (line, "") : (line[..comma].Trim(), line[(comma + 1)..].Trim());
        return new StagePerson(Fitting(name, NameCharacters), about.Length > 0 ? Fitting(about, TitleCharacters) : null);
    }

    private static (int? Minute, string Title) SplitMinute(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && int.TryParse(line.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var minute) && minute <= LastMinute
            ? (minute, line[(space + 1)..].Trim())
            : (null, line);
    }

    private static IEnumerable<string> Lines(string? text) =>
        (text ?? "").Split('\n').Select(PlainText.Clean).Where(line => line.Length > 0);

    private static string Fitting(string text, int characters) => PlainText.Fits(text, characters) ? text : throw TooMuch.AsException();
}
