using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Chat;

/// <summary>Says something in writing to all, where the series has a chat.</summary>
/// <param name="Message">Made by the client, so that a repeat is the same message.</param>
/// <param name="Text">As it was typed.</param>
/// <param name="Name">The name to show; null takes the one that the person is known by.</param>
internal sealed record SendMessage(MessageId Message, string Text, string? Name = null) : TalkCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        var rules = talk.Card!.Rules;
        if (!rules.Chat)
            return ChatFaults.Off;
        var text = PlainText.Clean(Text);
        if (text.Length == 0)
            return ChatFaults.Empty;
        if (!PlainText.Fits(text, ChatLimits.Text))
            return ChatFaults.TooLong;
        if (talk.Chat.Find(Message) is not null || talk.Chat.Removed.Contains(Message)) // else what came back could not be taken away again
            return ChatFaults.Exists;

        var moderates = actor.Role >= Role.Moderator;
        if (!moderates && talk.Chat.Latest.Count(sent => sent.By == actor.Id && now - sent.At < ChatLimits.Window) >= ChatLimits.PerWindow)
            return ChatFaults.TooFast;
        if (talk.Chat.Latest.Count(sent => sent.By == actor.Id && sent.Held) >= ChatLimits.WaitingPerPerson)
            return ChatFaults.TooManyWaiting;
        var held = !moderates && !rules.ModerateAfter;
        if (held && talk.Chat.Latest.Count(sent => sent.Held) >= ChatLimits.Waiting)
            return ChatFaults.Full;
        return new MessageSent(Message, text, PlainText.Name(Name ?? actor.Name, ChatLimits.Name), held);
    }
}

/// <summary>Somebody said something in writing.</summary>
internal sealed record MessageSent(MessageId Message, string Text, string? Author, bool Held) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfChat(Message);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with
    {
        Chat = talk.Chat.Add(new ChatMessage(Message, stamp.Seq, stamp.By, Author, Text, stamp.At, Held)),
    };
}

/// <summary>Shows a message that waited.</summary>
internal sealed record ApproveMessage(MessageId Message) : ModeratorCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) => talk.Chat.Find(Message) switch
    {
        _ when talk.Over is { } over => over,
        null => ChatFaults.Unknown,
        { Held: true } => new MessageApproved(Message),
        _ => Decision.AlreadySo,
    };
}

/// <summary>A message is shown to all.</summary>
internal sealed record MessageApproved(MessageId Message) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfChat(Message);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Chat = talk.Chat.Approve(Message) };
}

/// <summary>
/// Takes a message away, shown or waiting. The state forgets old ones that people still have before them: those go, too.
/// </summary>
internal sealed record RemoveMessage(MessageId Message) : ModeratorCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        return talk.Chat.Removed.Contains(Message) ? Decision.AlreadySo : new MessageRemoved(Message);
    }
}

/// <summary>A message is gone from everybody's eyes.</summary>
internal sealed record MessageRemoved(MessageId Message) : TalkEvent
{
    public override RoomChange Change => RoomChange.OfChat(Message);

    public override TalkState Apply(TalkState talk, Stamp stamp) => talk with { Chat = talk.Chat.Remove(Message) };
}
