using System.Security.Claims;

namespace TalksPlatform.Contracts;

/// <summary>The rundown as a producer writes it by a plain form, before the talk or during it.</summary>
public interface IRundownDraft
{
    /// <summary>Writes the rundown and the speakers' names anew.</summary>
    /// <param name="talk">Whose they are.</param>
    /// <param name="cues">A line a part: "15 Three papers" is planned fifteen minutes after the start, "- a note" belongs to the line above.</param>
    /// <param name="people">A line a name: "Somphone Vongsa, trade office".</param>
    /// <param name="by">A producer.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="Exception">A fault: plan.too-long, talk.*.</exception>
    Task SaveAsync(TalkId talk, string? cues, string? people, ClaimsPrincipal by, CancellationToken ct);
}
