using TalksPlatform.Broadcast.Chat;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Talks;

/// <summary>The chat as a plain model keeps it: what is there in its order, what of it waits, what was taken away.</summary>
internal sealed class ChatModel(Random random)
{
    private readonly MessageId[] _ids = [.. Enumerable.Range(0, 5).Select(_ => MessageId.New())];
    private readonly List<(MessageId Id, PersonId By)> _sent = [];
    private readonly HashSet<MessageId> _waiting = [];
    private readonly HashSet<MessageId> _removed = [];

    /// <summary>A command, who gives it, and what must come of it. Everybody writes once, so that nobody writes too fast.</summary>
    public (TalkCommand Command, Actor Actor, string? Refusal, Action? Happens) Step()
    {
        var id = _ids[random.Next(_ids.Length)];
        var isThere = _sent.Exists(sent => sent.Id == id);
        var author = People.Somebody();
        return random.Next(4) switch
        {
            0 or 1 => (new SendMessage(id, "Hello"), author, isThere || _removed.Contains(id) ? "chat.exists" : null, () =>
            {
                _sent.Add((id, author.Id));
                _waiting.Add(id);
            }
            ),
            2 => (new ApproveMessage(id), People.Host, isThere ? null : "chat.unknown", _waiting.Contains(id) ? () => _waiting.Remove(id) : null),
            _ => (new RemoveMessage(id), People.Host, null, _removed.Contains(id) ? null : () =>
            {
                _removed.Add(id);
                _waiting.Remove(id);
                _sent.RemoveAll(sent => sent.Id == id);
            }
            ),
        };
    }

    /// <summary>Any of the messages, and who sent it; null when there is none.</summary>
    public (MessageId Id, PersonId? By) Any()
    {
        var id = _ids[random.Next(_ids.Length)];
        return (id, _sent.Find(sent => sent.Id == id) is { By: var by } && by != default ? by : null);
    }

    /// <summary>The chat is what the model says.</summary>
    public void ShouldBe(ChatLog chat)
    {
        chat.Latest.Select(message => (message.Id, message.By, message.Held)).ShouldBe(_sent.Select(sent => (sent.Id, sent.By, _waiting.Contains(sent.Id))));
        chat.Removed.ShouldBe(_removed, ignoreOrder: true);
    }
}
