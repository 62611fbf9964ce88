namespace TalksPlatform.Broadcast.Phone.Menu;

/// <summary>What happens to a caller in the menu.</summary>
internal abstract record MenuInput;

/// <summary>She pressed a key: 0-9, *, #, A-D.</summary>
internal sealed record KeyPressed(char Key) : MenuInput;

/// <summary>All that she was told has been said.</summary>
internal sealed record AllSaid : MenuInput;

/// <summary>She was told something that asks for a key, and pressed none for <see cref="PhoneMenu.Patience"/>.</summary>
internal sealed record NothingPressed : MenuInput;

/// <summary>Her question is recorded.</summary>
/// <param name="HasVoice">Something can be heard in it.</param>
internal sealed record Taped(bool HasVoice) : MenuInput;

/// <summary>The talk is another one than before.</summary>
internal sealed record RoomChanged(PhoneRoom Room) : MenuInput;

/// <summary>What she asked for was done or refused.</summary>
/// <param name="To">What it was.</param>
/// <param name="Fault">The code of the refusal; null when it was done.</param>
/// <param name="Room">The talk since.</param>
internal sealed record Answered(MenuAction To, string? Fault, PhoneRoom Room) : MenuInput;
