using TalksPlatform.Broadcast.Chat;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Chat;

public class ChatStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();
    private readonly MessageId _message = MessageId.New();

    [Fact]
    public void A_talk_has_no_chat_unless_its_series_wants_one() =>
        _talk.Refuses(new SendMessage(_message, "Hello"), Ada).ShouldBe("chat.off");

    [Fact]
    public void A_message_waits_for_a_moderator_and_only_its_author_sees_it_until_then()
    {
        With(new RoomRules { Chat = true });
        _talk.Give(new SendMessage(_message, "Hello\u202E"), Ada);

        Seen(by: Ada).ShouldBe(["Hello"]);
        Seen(by: Bounmy).ShouldBeEmpty();
        Seen(by: Host).ShouldBe(["Hello"]);
        _talk.Give(new ApproveMessage(_message), Host);
        Seen(by: Bounmy).ShouldBe(["Hello"]);
        _talk.Give(new RemoveMessage(_message), Host);
        Seen(by: Ada).ShouldBeEmpty();
        _talk.Refuses(new ApproveMessage(_message), Host).ShouldBe("chat.unknown");
    }

    [Fact]
    public void Where_the_series_moderates_after_all_see_it_at_once_and_so_it_is_of_what_a_host_writes()
    {
        With(new RoomRules { Chat = true, ModerateAfter = true });
        _talk.Give(new SendMessage(_message, "Hello"), Ada);
        Seen(by: Bounmy).ShouldBe(["Hello"]);

        With(new RoomRules { Chat = true });
        _talk.Give(new SendMessage(MessageId.New(), "Welcome"), Host);
        Seen(by: Bounmy).ShouldBe(["Hello", "Welcome"]);
    }

    [Fact]
    public void Nobody_writes_faster_than_others_read()
    {
        With(new RoomRules { Chat = true, ModerateAfter = true });
        for (var i = 0; i < 3; i++)
            _talk.Give(new SendMessage(MessageId.New(), "Buy here"), Ada);

        _talk.Refuses(new SendMessage(MessageId.New(), "Buy here"), Ada).ShouldBe("chat.too-fast");
        _talk.Give(new SendMessage(MessageId.New(), "Hello"), Bounmy);
        for (var second = 0; second < 10; second++)
            _talk.Decide(new PauseAsking(second % 2 == 0), Ada);
        _talk.Give(new SendMessage(MessageId.New(), "Sorry"), Ada);
    }

    [Fact]
    public void Five_messages_of_one_person_may_wait()
    {
        With(new RoomRules { Chat = true });
        for (var i = 0; i < 5; i++)
            Slowly(MessageId.New());

        for (var second = 0; second < 12; second++)
            _talk.Decide(new PauseAsking(true), Ada);
        _talk.Refuses(new SendMessage(MessageId.New(), "Hello?"), Ada).ShouldBe("chat.too-many-waiting");

        void Slowly(MessageId id)
        {
            for (var second = 0; second < 5; second++)
                _talk.Decide(new PauseAsking(true), Ada);
            _talk.Give(new SendMessage(id, "Hello"), Ada);
        }
    }

    [Fact]
    public void Two_hundred_messages_are_remembered()
    {
        With(new RoomRules { Chat = true, ModerateAfter = true });
        for (var i = 0; i < 230; i++)
            _talk.Give(new SendMessage(MessageId.New(), $"Number {i}"), Somebody());

        Seen(by: Ada).ShouldBe(Enumerable.Range(30, 200).Select(i => $"Number {i}"));
    }

    [Fact]
    public void What_waits_drives_nothing_away_that_is_shown_and_is_not_driven_away_itself()
    {
        With(new RoomRules { Chat = true });
        _talk.Give(new SendMessage(_message, "Hello"), Ada).Give(new ApproveMessage(_message), Host);
        var waiting = MessageId.New();
        _talk.Give(new SendMessage(waiting, "And I?"), Bounmy);
        for (var i = 1; i < 100; i++)
            _talk.Give(new SendMessage(MessageId.New(), "Buy here"), Somebody());

        _talk.Refuses(new SendMessage(MessageId.New(), "Buy here"), Somebody()).ShouldBe("chat.full");
        Seen(by: Bounmy).Count(text => text == "Hello").ShouldBe(1);
        for (var i = 0; i < 230; i++)
            _talk.Give(new SendMessage(MessageId.New(), $"Number {i}"), Host);
        _talk.Give(new ApproveMessage(waiting), Host);
        Seen(by: Ada).First().ShouldBe("And I?");
        _talk.State.Chat.Latest.Count(message => message.Held).ShouldBe(99);
    }

    [Fact]
    public void What_waits_takes_no_room_from_what_is_shown()
    {
        With(new RoomRules { Chat = true });
        for (var i = 0; i < 50; i++)
            _talk.Give(new SendMessage(MessageId.New(), "Buy here"), Somebody());
        for (var i = 0; i < 200; i++)
            _talk.Give(new SendMessage(MessageId.New(), $"Number {i}"), Host);

        Seen(by: Ada).ShouldBe(Enumerable.Range(0, 200).Select(i => $"Number {i}"));
    }

    [Fact]
    public void A_message_that_only_people_s_pages_remember_can_be_taken_away_all_the_same()
    {
        With(new RoomRules { Chat = true, ModerateAfter = true });
        _talk.Give(new SendMessage(_message, "Something foul"), Ada);
        for (var i = 0; i < 200; i++)
            _talk.Give(new SendMessage(MessageId.New(), $"Number {i}"), Somebody());
        _talk.State.Chat.Find(_message).ShouldBeNull();

        _talk.Decide(new RemoveMessage(_message), Host).Event.ShouldBe(new MessageRemoved(_message));
        _talk.Decide(new RemoveMessage(_message), Host).ShouldBe(Decision.AlreadySo);
    }

    [Fact]
    public void A_message_is_text_and_bounded_and_its_moderation_a_moderators()
    {
        With(new RoomRules { Chat = true });
        _talk.Refuses(new SendMessage(_message, " "), Ada).ShouldBe("chat.empty");
        _talk.Refuses(new SendMessage(_message, new string('x', 281)), Ada).ShouldBe("chat.too-long");
        _talk.Give(new SendMessage(_message, "Hello"), Ada);
        _talk.Refuses(new SendMessage(_message, "Hello"), Bounmy).ShouldBe("chat.exists");
        _talk.Refuses(new ApproveMessage(_message), Ada).ShouldBe("talk.not-yours");
        _talk.Refuses(new RemoveMessage(_message), Ada).ShouldBe("talk.not-yours");
        _talk.Give(new EndTalk(), Host);
        _talk.Refuses(new SendMessage(MessageId.New(), "Hello"), Ada).ShouldBe("talk.over");
    }

    private void With(RoomRules rules) => _talk.Give(new OpenTalk(_talk.State.Card! with { Rules = rules }), Host);

    private IEnumerable<string> Seen(Actor by) =>
        ChatView.Of(_talk.State, by.Id, moderates: by.Role >= Role.Moderator).Messages.Select(message => message.Text);
}
