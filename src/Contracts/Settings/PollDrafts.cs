using System.Security.Claims;

namespace TalksPlatform.Contracts;

/// <summary>Polls as a producer prepares them by plain forms, before the talk or during it.</summary>
public interface IPollDrafts
{
    /// <summary>Writes a draft, or writes it anew when there is one of this id: a form that is sent twice makes one poll.</summary>
    /// <exception cref="Exception">A fault: poll.*, cue.unknown, talk.*.</exception>
    Task SaveAsync(TalkId talk, PollId poll, PollDraft draft, ClaimsPrincipal by, CancellationToken ct);

    /// <summary>Throws a draft away.</summary>
    /// <exception cref="Exception">A fault: poll.*, talk.*.</exception>
    Task DeleteAsync(TalkId talk, PollId poll, ClaimsPrincipal by, CancellationToken ct);

    /// <summary>The templates that this person keeps to begin others with, the oldest first.</summary>
    Task<IReadOnlyList<PollTemplateView>> TemplatesAsync(ClaimsPrincipal by, CancellationToken ct);

    /// <summary>Keeps what was drafted as a template, for all talks of this person.</summary>
    /// <exception cref="Exception">A fault: poll.*.</exception>
    Task KeepTemplateAsync(PollDraft draft, ClaimsPrincipal by, CancellationToken ct);
}

/// <summary>A poll as it is written down.</summary>
/// <param name="Text">The question.</param>
/// <param name="Options">What can be chosen; none where people write.</param>
/// <param name="Rules">How it is voted.</param>
/// <param name="Cue">The part of the rundown to which it belongs, or null.</param>
public sealed record PollDraft(string? Text, IReadOnlyList<string?> Options, PollRules Rules, CueId? Cue = null);

/// <summary>A poll that somebody keeps to begin others with.</summary>
/// <param name="Id">The template.</param>
/// <param name="Text">The question.</param>
/// <param name="Options">What can be chosen.</param>
/// <param name="Rules">How it is voted.</param>
public sealed record PollTemplateView(Guid Id, string Text, IReadOnlyList<string> Options, PollRules Rules);
