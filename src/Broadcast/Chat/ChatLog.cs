using System.Collections.Immutable;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Chat;

/// <summary>
/// The latest of what people say to each other in writing. The log has all of it; the state forgets the oldest of what was
/// shown, and never what still waits.
/// </summary>
/// <param name="Latest">In their order, those that wait for a moderator included.</param>
internal sealed record ChatLog(ImmutableList<ChatMessage> Latest)
{
    public static readonly ChatLog Empty = new([]);

    public ChatMessage? Find(MessageId id) => Latest.Find(message => message.Id == id);

    public ChatLog Add(ChatMessage message)
    {
        var oldest = Latest.Count < ChatLimits.Kept ? -1 : Math.Max(0, Latest.FindIndex(known => !known.Held));
        return new((oldest < 0 ? Latest : Latest.RemoveAt(oldest)).Add(message));
    }

    public ChatLog Remove(MessageId id) => new(Latest.RemoveAll(message => message.Id == id));

    /// <summary>A moderator has read it.</summary>
    public ChatLog Approve(MessageId id)
    {
        var index = Latest.FindIndex(message => message.Id == id);
        return index < 0 ? this : new(Latest.SetItem(index, Latest[index] with { Held = false }));
    }
}

/// <summary>What somebody said in writing.</summary>
/// <param name="Id">Made by whoever sent it.</param>
/// <param name="Order">The sequence number at which it was sent.</param>
/// <param name="By">Who sent it.</param>
/// <param name="Author">The name to show, or null for "anonymous".</param>
/// <param name="Text">Plain text.</param>
/// <param name="At">When.</param>
/// <param name="Held">It waits for a moderator; only its author and they see it.</param>
internal sealed record ChatMessage(
    MessageId Id, long Order, PersonId By, string? Author, string Text, DateTimeOffset At, bool Held);
