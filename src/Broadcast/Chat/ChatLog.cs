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

    /// <summary>What was taken away: a second time changes nothing.</summary>
    public ImmutableHashSet<MessageId> Removed { get; init; } = [];

    public ChatMessage? Find(MessageId id) => Latest.Find(message => message.Id == id);

    public ChatLog Add(ChatMessage message)
    {
        var all = Latest.Add(message);
        return this with { Latest = all.Count(known => !known.Held) <= ChatLimits.Kept ? all : all.RemoveAt(all.FindIndex(known => !known.Held)) };
    }

    public ChatLog Remove(MessageId id) => this with { Latest = Latest.RemoveAll(message => message.Id == id), Removed = Removed.Add(id) };

    /// <summary>A moderator has read it.</summary>
    public ChatLog Approve(MessageId id)
    {
        var index = Latest.FindIndex(message => message.Id == id);
        return index < 0 ? this : this with { Latest = Latest.SetItem(index, Latest[index] with { Held = false }) };
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
