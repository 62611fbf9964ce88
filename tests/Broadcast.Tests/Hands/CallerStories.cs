using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Hands;

public sealed class CallerStories
{
    private static readonly Actor Screener = new(PersonId.New(), "Sina", Role.Screener);

    private readonly PaperTalk _talk = PaperTalk.Opened();
    private readonly ContributionId _ada = new(Ada.Id.Value);

    [Fact]
    public void A_form_is_kept_whole_and_seen_by_the_studio_alone()
    {
        _talk.Give(new NoteCaller(Ada.Id, " Ada ", "Pakse", "The stamp", "lo"), Screener);
        Forms().ShouldHaveSingleItem().ShouldBe(new ScreeningView(Ada.Id, "Ada", "Pakse", "The stamp", "lo"));
        RoomViews.Room(_talk.State, Viewer.Stranger, 0).Hands!.Forms.ShouldBeNull();

        _talk.Give(new NoteCaller(Ada.Id, "Ada", "", null, "not a language"), Screener);
        Forms().ShouldHaveSingleItem().ShouldBe(new ScreeningView(Ada.Id, "Ada", null, null, null));
        _talk.Give(new NoteCaller(Ada.Id, null, null, null, null), Screener);
        Forms().ShouldBeEmpty();
    }

    [Fact]
    public void A_form_outlives_the_hand_so_that_nobody_is_asked_twice()
    {
        Raise();
        _talk.Give(new NoteCaller(Ada.Id, "Ada", null, null, null), Screener);
        _talk.Give(new DropHand(Ada.Id, _talk.State.Hands.Find(Ada.Id)!.Order), Actor.Platform);

        Raise();
        Forms().ShouldHaveSingleItem().Name.ShouldBe("Ada");
    }

    [Fact]
    public void A_form_has_room_for_so_much()
    {
        _talk.Refuses(new NoteCaller(Ada.Id, new string('x', 61), null, null, null), Screener).ShouldBe("caller.too-long");
        _talk.Refuses(new NoteCaller(Ada.Id, null, new string('x', 61), null, null), Screener).ShouldBe("caller.too-long");
        _talk.Refuses(new NoteCaller(Ada.Id, null, null, new string('x', 141), null), Screener).ShouldBe("caller.too-long");
    }

    [Fact]
    public void Whoever_was_called_up_is_held_until_the_next_step()
    {
        Raise();
        _talk.Refuses(new HoldHand(Ada.Id, true), Screener).ShouldBe("hand.waiting");
        _talk.Refuses(new HoldHand(Bounmy.Id, true), Screener).ShouldBe("hand.unknown");

        _talk.Give(new CallHand(Ada.Id), Screener).Give(new HoldHand(Ada.Id, true), Screener);
        Line().Held.ShouldBeTrue();
        _talk.State.Hands.MaySend(Ada.Id).ShouldBeTrue("her line stays");
        _talk.Give(new CallHand(Ada.Id), Screener);
        Line().Held.ShouldBeFalse("the studio talks with her again");

        _talk.Give(new HoldHand(Ada.Id, true), Screener).Give(new HoldHand(Ada.Id, false), Screener);
        Line().Held.ShouldBeFalse();
        _talk.Give(new HoldHand(Ada.Id, true), Screener).Give(new PutOnAir(_ada, "Ada", VoiceKind.Attendee), Host);
        Line().Held.ShouldBeFalse();
        _talk.Refuses(new HoldHand(Ada.Id, true), Screener).ShouldBe("hand.on-air");
    }

    [Fact]
    public void A_caller_is_dropped_with_her_hand_but_never_off_the_air()
    {
        Raise();
        _talk.Give(new DropCaller(Ada.Id), Screener);
        _talk.State.Hands.Find(Ada.Id).ShouldBeNull();
        OwnHandView.Of(_talk.State.Hands, Ada.Id)!.State.ShouldBe(HandState.Dropped);
        var first = _talk.State.Hands.HungUp[Ada.Id];
        _talk.Give(new DropCaller(Ada.Id), Screener);
        _talk.State.Hands.HungUp[Ada.Id].ShouldBeGreaterThan(first, "she had called again");

        _talk.Give(new PutOnAir(_ada, "Caller 1", VoiceKind.Caller), Host);
        _talk.Refuses(new DropCaller(Ada.Id), Screener).ShouldBe("hand.on-air");
    }

    [Fact]
    public void Screeners_look_after_callers_and_nobody_below_them_does()
    {
        Raise();
        foreach (var actor in new[] { Ada, Speaker })
        {
            _talk.Refuses(new NoteCaller(Ada.Id, "Ada", null, null, null), actor).ShouldBe("talk.not-yours");
            _talk.Refuses(new HoldHand(Ada.Id, true), actor).ShouldBe("talk.not-yours");
            _talk.Refuses(new DropCaller(Ada.Id), actor).ShouldBe("talk.not-yours");
        }
        _talk.Give(new EndTalk(), Host);
        _talk.Refuses(new NoteCaller(Ada.Id, "Ada", null, null, null), Screener).ShouldBe("talk.over");
        _talk.Refuses(new HoldHand(Ada.Id, true), Screener).ShouldBe("talk.over");
        _talk.Refuses(new DropCaller(Ada.Id), Screener).ShouldBe("talk.over");
    }

    private void Raise() => _talk.Give(new RaiseHand("Ada", null, Consents: true), Ada);

    private HandView Line() => RoomViews.Room(_talk.State, Viewer.Studio, 0).Hands!.Line!.ShouldHaveSingleItem();

    private IReadOnlyList<ScreeningView> Forms() => RoomViews.Room(_talk.State, Viewer.Studio, 0).Hands!.Forms!;
}
