using System.Text.Json.Serialization;

namespace TalksPlatform.Contracts;

/// <summary>How far a raised hand came.</summary>
public enum HandState
{
    /// <summary>In line.</summary>
    Waiting,

    /// <summary>Called up: the studio checks her microphone.</summary>
    Called,

    /// <summary>Next to speak.</summary>
    Ready,

    /// <summary>In the programme.</summary>
    OnAir,

    /// <summary>Not let in; only she reads why.</summary>
    Refused,

    /// <summary>She was away for too long, and her place went to the next.</summary>
    Dropped,
}

/// <summary>The line of those who want to speak.</summary>
/// <param name="Paused">No new hands are taken.</param>
/// <param name="Line">All of them in their order: for the studio alone.</param>
/// <param name="Forms">What screeners learned of people: for the studio alone.</param>
public sealed record HandsView(
    bool Paused,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<HandView>? Line = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ScreeningView>? Forms = null);

/// <summary>A raised hand as the studio sees it.</summary>
/// <param name="Person">Whose; a voice of hers bears the same value.</param>
/// <param name="Name">The name by which the host calls her.</param>
/// <param name="Note">What she wants to say, or null.</param>
/// <param name="State">How far it came.</param>
/// <param name="RaisedAt">When.</param>
/// <param name="Held">She was called up and waits on the line.</param>
/// <param name="ByPhone">She is on the telephone.</param>
public sealed record HandView(PersonId Person, string Name, string? Note, HandState State, DateTimeOffset RaisedAt, bool Held = false, bool ByPhone = false);

/// <summary>What a screener learned of somebody before she is heard.</summary>
/// <param name="Person">Whom; a voice of hers bears the same value.</param>
/// <param name="Name">As she wants to be called, or null.</param>
/// <param name="Place">From where, or null.</param>
/// <param name="Topic">What she wants to say, or null.</param>
/// <param name="Language">BCP 47 of what she speaks, or null.</param>
public sealed record ScreeningView(PersonId Person, string? Name, string? Place, string? Topic, string? Language);

/// <summary>What the host announces.</summary>
/// <param name="Current">What is shown now, or null.</param>
/// <param name="Earlier">The latest of those before it, the newest first: for the studio alone.</param>
public sealed record NoticesView(
    AnnouncementView? Current,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AnnouncementView>? Earlier = null);

/// <summary>One announcement.</summary>
/// <param name="Id">The sequence number at which it was made.</param>
/// <param name="Text">Plain text, at most 280 user-perceived characters.</param>
/// <param name="Link">An https address, or null.</param>
/// <param name="At">When.</param>
public sealed record AnnouncementView(long Id, string Text, string? Link, DateTimeOffset At);
