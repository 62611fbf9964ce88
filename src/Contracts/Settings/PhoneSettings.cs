namespace TalksPlatform.Contracts;

/// <summary>What a series' telephone numbers do.</summary>
public interface IPhoneLines
{
    /// <summary>The line of a series; a plain one when nothing was said of it.</summary>
    Task<PhoneLineView> GetAsync(SeriesId series, CancellationToken ct);

    /// <summary>Keeps a line.</summary>
    /// <exception cref="Exception">A fault: phone.*.</exception>
    Task<PhoneLineView> PutAsync(SeriesId series, PhoneLineRequest request, CancellationToken ct);
}

/// <summary>A line; what is left out is none, off or 0.</summary>
/// <param name="Numbers">As trunks dial them.</param>
/// <param name="Languages">Callers may choose among them; none takes the series' own.</param>
/// <param name="CallsBack">A call is refused, so that it costs nothing, and the caller is called.</param>
/// <param name="Prefixes">Only numbers that begin with one of them are called.</param>
/// <param name="CallsADay">How many calls a day of the series' zone.</param>
/// <param name="MinutesADay">How long they may take together.</param>
public sealed record PhoneLineRequest(
    string[]? Numbers = null, string[]? Languages = null, bool CallsBack = false, string[]? Prefixes = null, int CallsADay = 0, int MinutesADay = 0);

/// <summary>A line as it is.</summary>
/// <param name="Numbers">As trunks dial them.</param>
/// <param name="Languages">Callers may choose among them; none takes the series' own.</param>
/// <param name="CallsBack">A call is refused, so that it costs nothing, and the caller is called.</param>
/// <param name="Prefixes">Only numbers that begin with one of them are called.</param>
/// <param name="CallsADay">How many calls a day of the series' zone.</param>
/// <param name="MinutesADay">How long they may take together.</param>
/// <param name="Spent">What calling back took today.</param>
public sealed record PhoneLineView(
    IReadOnlyList<string> Numbers, IReadOnlyList<string> Languages, bool CallsBack, IReadOnlyList<string> Prefixes, int CallsADay, int MinutesADay, PhoneSpent Spent);

/// <summary>What was spent today.</summary>
/// <param name="Calls">Calls.</param>
/// <param name="Minutes">Minutes, begun ones counted whole.</param>
public sealed record PhoneSpent(int Calls, int Minutes);

/// <summary>What callers of a series are told: what there is, in whose voice, and recordings of one's own.</summary>
public interface IPhonePrompts
{
    /// <summary>All languages in which callers may be spoken to.</summary>
    IReadOnlyList<PromptLanguage> List(SeriesId series);

    /// <summary>Takes a recording of a prompt: any sound that can be read.</summary>
    /// <param name="series">Whose it becomes.</param>
    /// <param name="language">One of the list.</param>
    /// <param name="name">One of the list.</param>
    /// <param name="file">What was sent, or null; it can tell its length.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="Exception">A fault: prompt.*.</exception>
    Task RecordAsync(SeriesId series, string language, string name, Stream? file, CancellationToken ct);

    /// <summary>Takes a recording away again.</summary>
    /// <exception cref="Exception">A fault: prompt.unknown.</exception>
    void Remove(SeriesId series, string language, string name);
}

/// <summary>The prompts of one language.</summary>
/// <param name="Language">BCP 47.</param>
/// <param name="Voice">Where what is not recorded comes from: recorded, espeak-ng, english, tones.</param>
/// <param name="Reason">Why it is not a better one, or null.</param>
/// <param name="Prompts">In the order in which they are met.</param>
public sealed record PromptLanguage(string Language, string Voice, string? Reason, IReadOnlyList<PromptText> Prompts);

/// <summary>One prompt.</summary>
/// <param name="Name">In its address.</param>
/// <param name="Text">What it says, in the language or in English: the script for whoever records it.</param>
/// <param name="Recorded">The series has a recording of it.</param>
public sealed record PromptText(string Name, string Text, bool Recorded);
