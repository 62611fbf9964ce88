using System.Text.Json.Serialization;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Chat;

/// <summary>
/// Tells those who have the chat open what is new in it, apart from the room: whoever does not read it pays nothing for it.
/// Its owner serialises the calls.
/// </summary>
internal sealed class ChatPost(long seq)
{
    private readonly HashSet<MessageId> _changed = [];
    private long _public = seq;
    private long _moderators = seq;

    public void Add(RoomChange change)
    {
        if (change.Message is { } message)
            _changed.Add(message);
    }

    public void Tell(TalkState talk, TalkPost post)
    {
        if (_changed.Count == 0)
            return;
        Tell(talk, post, moderates: false, ref _public);
        Tell(talk, post, moderates: true, ref _moderators);
        _changed.Clear();
    }

    private void Tell(TalkState talk, TalkPost post, bool moderates, ref long told)
    {
        var known = _changed.Select(talk.Chat.Find).OfType<ChatMessage>().Where(message => moderates || !message.Held);
        var removed = _changed.Where(id => talk.Chat.Find(id) is null).ToList();
        var patch = new ChatPatch(
            talk.Id,
            told,
            talk.Seq,
            [.. known.OrderBy(message => message.Order).Select(message => ChatMessageView.Of(message, reader: null, moderates))],
            removed);
        if (patch.Messages.Count == 0 && removed.Count == 0)
            return;
        told = talk.Seq;
        post.Send(TalkGroups.Chat(talk.Id, moderates), client => client.Chat(patch));
    }
}

/// <summary>The chat as it is when it is opened: the latest messages.</summary>
/// <param name="Seq">The last event that is in it.</param>
/// <param name="Messages">In their order.</param>
internal sealed record ChatView(long Seq, IReadOnlyList<ChatMessageView> Messages)
{
    public static ChatView Of(TalkState talk, PersonId reader, bool moderates) => new(
        talk.Seq,
        [.. talk.Chat.Latest
            .Where(message => moderates || !message.Held || message.By == reader)
            .Select(message => ChatMessageView.Of(message, reader, moderates))]);
}

/// <summary>What changed in the chat. Whoever knows less than <paramref name="FromSeq"/> opens it anew.</summary>
/// <param name="TalkId">The talk.</param>
/// <param name="FromSeq">Follows on this one.</param>
/// <param name="Seq">The chat is at this one afterwards.</param>
/// <param name="Messages">Messages as they are now; never "mine".</param>
/// <param name="Removed">Messages that are gone.</param>
internal sealed record ChatPatch(
    TalkId TalkId, long FromSeq, long Seq, IReadOnlyList<ChatMessageView> Messages, IReadOnlyList<MessageId> Removed);

/// <summary>A message as somebody may see it.</summary>
/// <param name="Id">The message.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Author">The name to show, or null for "anonymous".</param>
/// <param name="At">When.</param>
/// <param name="Held">It waits for a moderator.</param>
/// <param name="Mine">The reader wrote it.</param>
/// <param name="By">Who wrote it: for moderators alone.</param>
internal sealed record ChatMessageView(
    MessageId Id,
    string Text,
    string? Author,
    DateTimeOffset At,
    bool Held,
    bool Mine,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PersonId? By = null)
{
    public static ChatMessageView Of(ChatMessage message, PersonId? reader, bool moderates) => new(
        message.Id, message.Text, message.Author, message.At, message.Held, message.By == reader, moderates ? message.By : null);
}
