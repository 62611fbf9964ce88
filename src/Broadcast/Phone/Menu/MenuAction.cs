using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Phone.Menu;

/// <summary>What the menu wants done.</summary>
internal abstract record MenuAction;

/// <summary>She agreed to be heard and recorded.</summary>
internal sealed record Agree(string Language) : MenuAction;

/// <summary>Begin to record her question.</summary>
internal sealed record StartTape : MenuAction;

/// <summary>Her question is at its end: <see cref="Taped"/> follows.</summary>
internal sealed record StopTape : MenuAction;

/// <summary>Nothing of what she recorded is kept.</summary>
internal sealed record DropTape : MenuAction;

/// <summary>Her question goes to the studio.</summary>
internal sealed record SendQuestion : MenuAction;

/// <summary>Her vote counts.</summary>
internal sealed record Vote(PollId Poll, int Option) : MenuAction;

/// <summary>She wants the question that is being answered to be answered, too.</summary>
internal sealed record Support(QuestionId Question) : MenuAction;

/// <summary>She wants to speak.</summary>
internal sealed record PutHandUp : MenuAction;

/// <summary>She does not want to speak any more.</summary>
internal sealed record TakeHandDown : MenuAction;

/// <summary>She typed the digits of a desk.</summary>
internal sealed record EnterDesk(string Pin) : MenuAction;

/// <summary>A host drives the programme.</summary>
internal sealed record PressDesk(char Key) : MenuAction;

/// <summary>The call ends.</summary>
internal sealed record HangUp : MenuAction;

/// <summary>The menu after something happened.</summary>
/// <param name="Menu">As it is now.</param>
/// <param name="Says">What is said in the place of what is being said; null lets that go on.</param>
/// <param name="Does">What is to be done, before anything else happens; null for nothing.</param>
internal readonly record struct MenuTurn(PhoneMenu Menu, IReadOnlyList<Prompts.Prompt>? Says = null, MenuAction? Does = null);
