using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Questions;

/// <summary>A talk that a flood filled with questions.</summary>
public class FullTalkStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();
    private readonly List<(Actor By, QuestionId[] Asked)> _flood = [];

    public FullTalkStories()
    {
        for (var flooder = 0; flooder < 500; flooder++)
        {
            var by = Somebody();
            QuestionId[] asked = [.. Enumerable.Range(0, 10).Select(_ => QuestionId.New())];
            foreach (var question in asked)
                _talk.Give(new Ask(question, "Buy my noodles!"), by);
            _flood.Add((by, asked));
        }
    }

    [Fact]
    public void It_closes_neither_the_studio_nor_the_telephone()
    {
        _talk.Refuses(Question(), Ada).ShouldBe("question.talk-full");

        _talk.Give(Question(), Host);
        _talk.Give(new AskByPhone(QuestionId.New(), "tea/1.wav"), Somebody());
    }

    [Fact]
    public void What_is_declined_makes_room_for_others()
    {
        _talk.Give(new DeclineQuestion(_flood[0].Asked[0], null, DeclineReason.AskedBefore), Host);

        _talk.Give(Question(), Ada);
        _talk.Refuses(Question(), Bounmy).ShouldBe("question.talk-full");
    }

    [Fact]
    public void Whoever_is_blocked_makes_room_for_others_until_she_is_let_in_again()
    {
        _talk.Give(new DeclineQuestion(_flood[0].Asked[0], null, DeclineReason.AskedBefore), Host);
        _talk.Give(new BlockPerson(new BlockTarget(_flood[0].Asked[1])), Host);

        for (var room = 0; room < 10; room++)
            _talk.Give(Question(), Somebody());
        _talk.Refuses(Question(), Ada).ShouldBe("question.talk-full");

        _talk.Give(new BlockPerson(new BlockTarget(_flood[1].Asked[0])), Host);
        _talk.Give(Question(), Ada);
        _talk.Give(new UnblockPerson(_talk.State.Blocked.Views[0].Number), Host);
        _talk.Refuses(Question(), Bounmy).ShouldBe("question.talk-full");
    }

    [Fact]
    public void Never_more_than_memory_holds_are_taken_whatever_becomes_of_them()
    {
        while (_talk.State.Questions.All.Count < QuestionLimits.Ever)
        {
            foreach (var (by, asked) in _flood)
            {
                for (var i = 0; i < asked.Length; i++)
                {
                    _talk.Give(new DeclineQuestion(asked[i], null, DeclineReason.AskedBefore), Host);
                    _talk.Give(new Ask(asked[i] = QuestionId.New(), "Buy my noodles!"), by);
                }
            }
        }
        _talk.Give(new DeclineQuestion(_flood[0].Asked[0], null, DeclineReason.AskedBefore), Host);

        _talk.Refuses(Question(), Ada).ShouldBe("question.talk-full");
        _talk.Give(Question(), Host);
    }

    private static Ask Question() => new(QuestionId.New(), "How much?");
}
