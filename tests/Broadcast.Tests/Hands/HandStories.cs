using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Hands;

public class HandStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();
    private readonly ContributionId _ada = new(Ada.Id.Value);

    [Fact]
    public void A_hand_goes_from_the_line_through_the_microphone_check_on_air_and_down()
    {
        Raise(Ada, "The stamp on form 2");
        Own(Ada).ShouldBe(new OwnHandView(HandState.Waiting, 1, 3, "Ada", "The stamp on form 2", null));

        _talk.Give(new CallHand(Ada.Id), Host);
        Own(Ada)!.State.ShouldBe(HandState.Called);
        _talk.Give(new MakeHandReady(Ada.Id), Host);
        Own(Ada)!.State.ShouldBe(HandState.Ready);
        _talk.Give(new PutOnAir(_ada, "Ada", VoiceKind.Attendee), Host);
        Own(Ada)!.State.ShouldBe(HandState.OnAir);
        _talk.State.Stage.Names.ShouldBe(["Ada"]);

        _talk.Give(new TakeOffAir(_ada), Host);
        Own(Ada).ShouldBeNull("she has had her turn");
    }

    [Fact]
    public void Her_microphone_may_reach_the_studio_from_the_call_until_she_leaves_the_line_by_whatever_way()
    {
        Raise(Ada);
        MaySend().ShouldBeFalse("she only waits");

        Called().Give(new LowerHand(), Ada);
        MaySend().ShouldBeFalse("she lowered it");
        Called().Give(new RefuseHand(Ada.Id, "Better in private."), Host);
        MaySend().ShouldBeFalse("she was refused");
        Called().Give(new DropHand(Ada.Id, _talk.State.Hands.Find(Ada.Id)!.Order), Actor.Platform);
        MaySend().ShouldBeFalse("she was away for too long");
        Called().Give(new PutOnAir(_ada, "Ada", VoiceKind.Attendee), Host);
        MaySend().ShouldBeTrue("she is on air");
        _talk.Give(new EndTalk(), Host);
        MaySend().ShouldBeFalse("the talk is over");

        PaperTalk Called()
        {
            Raise(Ada);
            _talk.Give(new CallHand(Ada.Id), Host);
            MaySend().ShouldBeTrue();
            return _talk;
        }
        bool MaySend() => _talk.State.Hands.MaySend(Ada.Id);
    }

    [Fact]
    public void Nobody_of_the_audience_comes_on_air_without_having_been_called()
    {
        _talk.Refuses(new PutOnAir(_ada, "Ada", VoiceKind.Attendee), Host).ShouldBe("hand.not-called");
        Raise(Ada);
        _talk.Refuses(new PutOnAir(_ada, "Ada", VoiceKind.Attendee), Host).ShouldBe("hand.not-called");
    }

    [Fact]
    public void Everybody_knows_her_own_place_and_those_who_speak_take_none()
    {
        Raise(Ada);
        Raise(Bounmy);
        Own(Bounmy)!.Place.ShouldBe(2);

        _talk.Give(new CallHand(Ada.Id), Host).Give(new PutOnAir(_ada, "Ada", VoiceKind.Attendee), Host);

        Own(Bounmy)!.Place.ShouldBe(1);
    }

    [Fact]
    public void The_wait_is_told_after_how_long_others_spoke()
    {
        Raise(Ada);
        Raise(Bounmy);
        Own(Bounmy)!.Minutes.ShouldBe(6, "three minutes each, until the talk knows better");

        _talk.Give(new CallHand(Ada.Id), Host).Give(new PutOnAir(_ada, "Ada", VoiceKind.Attendee), Host);
        for (var second = 0; second < 299; second++)
            _talk.Decide(new LowerHand(), Somebody());
        _talk.Give(new TakeOffAir(_ada), Host);

        Own(Bounmy)!.Minutes.ShouldBe(5);
    }

    [Fact]
    public void A_screener_moves_people_in_the_line()
    {
        Actor[] people = [Ada, Bounmy, Somebody()];
        foreach (var person in people)
            _talk.Give(new RaiseHand("Noy", null, Consents: true), person);

        _talk.Give(new MoveHand(people[2].Id, 1), Host);
        Order().ShouldBe([people[2].Id, people[0].Id, people[1].Id]);
        _talk.Give(new MoveHand(people[2].Id, 99), Host);
        Order().ShouldBe([people[0].Id, people[1].Id, people[2].Id]);
        var told = _talk.Log.Count;
        _talk.Give(new MoveHand(people[1].Id, 2), Host);
        _talk.Log.Count.ShouldBe(told, "she is there already");

        IEnumerable<PersonId> Order() => _talk.State.Hands.Line.Select(hand => hand.Person);
    }

    [Fact]
    public void Whoever_is_refused_reads_why_until_she_raises_her_hand_again()
    {
        Raise(Ada);
        _talk.Refuses(new RefuseHand(Ada.Id, " "), Host).ShouldBe("hand.reason-missing");
        _talk.Give(new RefuseHand(Ada.Id, "We have no time left."), Host);

        (Own(Ada)!.State, Own(Ada)!.Reason).ShouldBe((HandState.Refused, "We have no time left."));
        Raise(Ada);
        Own(Ada)!.State.ShouldBe(HandState.Waiting);
    }

    [Fact]
    public void A_hand_that_is_raised_again_keeps_its_place_and_takes_the_new_note()
    {
        Raise(Ada, "The stamp");
        Raise(Bounmy);
        Raise(Ada, "The form");

        (Own(Ada)!.Place, Own(Ada)!.Note).ShouldBe((1, "The form"));
        var told = _talk.Log.Count;
        Raise(Ada, "The form");
        _talk.Log.Count.ShouldBe(told);
    }

    [Fact]
    public void Nobody_speaks_who_did_not_agree_to_be_recorded_or_has_no_name_to_be_called_by()
    {
        _talk.Refuses(new RaiseHand("Ada", null, Consents: false), Ada).ShouldBe("hand.no-consent");
        _talk.Refuses(new RaiseHand(" ", null, Consents: true), Somebody()).ShouldBe("hand.name-missing");
        _talk.Refuses(new RaiseHand(null, new string('x', 141), Consents: true), Ada).ShouldBe("hand.note-too-long");
    }

    [Fact]
    public void The_line_has_an_end()
    {
        _talk.Give(new PauseHands(true), Host);
        _talk.Refuses(new RaiseHand(null, null, Consents: true), Ada).ShouldBe("hand.paused");
        _talk.Give(new PauseHands(false), Host);
        for (var i = 0; i < 100; i++)
            _talk.Give(new RaiseHand("Noy", null, Consents: true), Somebody());
        _talk.Refuses(new RaiseHand(null, null, Consents: true), Ada).ShouldBe("hand.line-full");
    }

    [Fact]
    public void Twenty_raises_of_one_person_are_enough()
    {
        for (var i = 0; i < 20; i++)
        {
            Raise(Ada);
            _talk.Give(new LowerHand(), Ada);
        }
        _talk.Refuses(new RaiseHand(null, null, Consents: true), Ada).ShouldBe("hand.too-often");
    }

    [Fact]
    public void Whoever_lowers_her_hand_on_air_leaves_the_programme()
    {
        Raise(Ada);
        _talk.Give(new CallHand(Ada.Id), Host).Give(new PutOnAir(_ada, "Ada", VoiceKind.Attendee), Host);
        _talk.Refuses(new RefuseHand(Ada.Id, "No."), Host).ShouldBe("hand.on-air");

        _talk.Give(new LowerHand(), Ada);

        _talk.State.Stage.Names.ShouldBeEmpty();
    }

    [Fact]
    public void Whoever_the_host_muted_can_only_ask()
    {
        Raise(Ada);
        _talk.Refuses(new AskToSpeak(), Ada).ShouldBe("voice.not-on-air");
        _talk.Give(new CallHand(Ada.Id), Host).Give(new PutOnAir(_ada, "Ada", VoiceKind.Attendee), Host).Give(new MuteVoice(_ada), Host);
        _talk.Refuses(new UnmuteVoice(_ada), Ada).ShouldBe("talk.not-yours");

        _talk.Give(new AskToSpeak(), Ada);
        _talk.State.Stage.OnAir[_ada].Asks.ShouldBeTrue();
        _talk.Give(new UnmuteVoice(_ada), Host);
        (_talk.State.Stage.OnAir[_ada].Asks, _talk.State.Stage.OnAir[_ada].Muted).ShouldBe((false, false));
    }

    [Fact]
    public void An_attendee_runs_no_line()
    {
        Raise(Ada);
        foreach (var command in new TalkCommand[]
        {
            new CallHand(Ada.Id), new MakeHandReady(Ada.Id), new MoveHand(Ada.Id, 1), new RefuseHand(Ada.Id, "No."), new PauseHands(true), new DropHand(Ada.Id, 2),
        })
        {
            _talk.Refuses(command, Bounmy).ShouldBe("talk.not-yours");
        }
    }

    [Fact]
    public void The_place_of_somebody_who_is_away_is_kept_for_a_minute()
    {
        var time = new ManualTime();
        var watch = new LineWatch(time);
        Raise(Ada);
        Raise(Bounmy);
        var hands = _talk.State.Hands;
        watch.Look(hands).ShouldBeEmpty();

        Pass(50);
        watch.Look(hands).ShouldBeEmpty("nobody is dropped before the minute is over");
        watch.Away.ShouldBe([Ada.Id], "Bounmy was seen all the time");
        Pass(10);
        watch.Look(hands).Select(hand => hand.Person).ShouldBe([Ada.Id]);
        watch.See([Ada.Id]);
        watch.Look(hands).ShouldBeEmpty("she came back in the last moment");

        void Pass(int seconds)
        {
            time.Advance(TimeSpan.FromSeconds(seconds));
            watch.See([Bounmy.Id]);
        }
    }

    [Fact]
    public void Whoever_is_blocked_leaves_the_line_and_the_programme()
    {
        Raise(Ada);
        _talk.Give(new CallHand(Ada.Id), Host).Give(new PutOnAir(_ada, "Ada", VoiceKind.Attendee), Host);

        _talk.Give(new BlockPerson(new BlockTarget(Hand: Ada.Id)), Host);

        _talk.State.Stage.Names.ShouldBeEmpty();
        _talk.State.Hands.MaySend(Ada.Id).ShouldBeFalse();
        _talk.Refuses(new RaiseHand(null, null, Consents: true), Ada).ShouldBe("talk.blocked");
    }

    [Fact]
    public void A_voice_is_blocked_while_it_is_there_and_does_not_come_on_air_then()
    {
        var caller = ContributionId.New();
        _talk.Refuses(new BlockPerson(new BlockTarget(Voice: caller)), Host).ShouldBe("person.unknown");

        _talk.Give(new BlockPerson(new BlockTarget(Voice: caller) { Name = "Caller 12, Savannakhet" }), Host);

        _talk.State.Blocked.Views.Single().Name.ShouldBe("Caller 12, Savannakhet");
        _talk.Refuses(new PutOnAir(caller, "Caller 12, Savannakhet", VoiceKind.Caller), Host).ShouldBe("voice.blocked");
        _talk.Give(new UnblockPerson(_talk.State.Blocked.Views.Single().Number), Host)
            .Give(new PutOnAir(caller, "Caller 12, Savannakhet", VoiceKind.Caller), Host)
            .Give(new BlockPerson(new BlockTarget(Voice: caller)), Host); // on air, though its connection is lost just now
        _talk.State.Stage.Names.ShouldBeEmpty();
    }

    [Fact]
    public void A_frozen_room_takes_no_new_hands_and_keeps_nobody_on_air_against_her_will()
    {
        Raise(Ada);
        _talk.Give(new FreezeRoom(), Host);

        _talk.Refuses(new RaiseHand(null, null, Consents: true), Bounmy).ShouldBe("talk.frozen");
        _talk.Give(new LowerHand(), Ada);
    }

    private void Raise(Actor actor, string? note = null) => _talk.Give(new RaiseHand(null, note, Consents: true), actor);

    private OwnHandView? Own(Actor actor) => OwnHandView.Of(_talk.State.Hands, actor.Id);
}
