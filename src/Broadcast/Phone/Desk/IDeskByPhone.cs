using TalksPlatform.Broadcast.Phone.Prompts;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Phone.Desk;

/// <summary>Lets a host drive her talk by the keys of a telephone, known by six digits that she typed after a star.</summary>
internal interface IDeskByPhone
{
    /// <summary>Whose digits these are in this talk; null when they are nobody's. Whoever calls has bounded how often this is tried.</summary>
    Task<DeskPerson?> FindAsync(TalkSession talk, string pin, CancellationToken ct);

    /// <summary>Does what a key stands for, and gives what she is told of it.</summary>
    Task<IReadOnlyList<Prompt>> PressAsync(TalkSession talk, DeskPerson host, char key, CancellationToken ct);
}

/// <summary>A host at the telephone. Her seat at the mixer is that of her browser.</summary>
internal sealed record DeskPerson(Actor Actor, string Name);
