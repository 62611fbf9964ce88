using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Stage;

public sealed class PlanStories
{
    private readonly PaperTalk _talk = PaperTalk.Opened();
    private readonly Cue _opening = new(CueId.New(), "Opening", 0, "Thank the station");
    private readonly Cue _papers = new(CueId.New(), "Three papers, one visit", 15);

    [Fact]
    public void Everybody_sees_what_runs_and_what_comes_next_and_only_the_studio_its_notes()
    {
        Plan();
        Shown().NextCue!.Title.ShouldBe("Opening");
        Shown().Cue.ShouldBeNull();

        _talk.Give(new TakeCue(_opening.Id), People.Host);

        Shown().Cue!.ShouldSatisfyAllConditions(cue => cue.Title.ShouldBe("Opening"), cue => cue.Notes.ShouldBeNull());
        Shown().NextCue!.Title.ShouldBe("Three papers, one visit");
        Shown().CueSince.ShouldBe(_talk.Now);
        RoomViews.Room(_talk.State, Viewer.Studio, 0).Plan!.Cues[0].Notes.ShouldBe("Thank the station");

        _talk.Give(new TakeCue(_papers.Id), People.Host);
        Shown().NextCue.ShouldBeNull();
    }

    [Fact]
    public void A_rundown_that_is_written_anew_keeps_its_place()
    {
        Plan();
        _talk.Give(new TakeCue(_papers.Id), People.Host);
        _talk.Give(new SetPlan([_papers, new Cue(CueId.New(), "Calls")], []), People.Host);

        Shown().Cue!.Title.ShouldBe("Three papers, one visit");
        Shown().NextCue!.Title.ShouldBe("Calls");
        Shown().CueSince.ShouldBe(_talk.Now.AddSeconds(-1), "it runs since it was taken");
        _talk.Refuses(new TakeCue(_opening.Id), People.Host).ShouldBe("cue.unknown");
    }

    [Fact]
    public void A_cue_that_is_reworded_stays_the_cue_that_runs()
    {
        var before = PlanText.ReadCues("0 Opening\n15 Three papers\n30 Calls", []);

        PlanText.ReadCues("0 Opening\n15 Three papers, one visit\n30 Calls", before).Select(cue => cue.Id).ShouldBe(before.Select(cue => cue.Id));
        PlanText.ReadCues("30 Calls\n0 Opening\n40 Goodbye", before).Select(cue => cue.Id).Take(2).ShouldBe([before[2].Id, before[0].Id]);
    }

    [Fact]
    public void Every_speaker_has_a_name() =>
        PlanText.ReadPeople(", Trade office\n,\nNoy, the chamber").ShouldBe([new("Trade office"), new("Noy", "the chamber")]);

    [Fact]
    public void A_cue_that_was_taken_out_of_the_rundown_runs_since_never()
    {
        Plan();
        _talk.Give(new TakeCue(_papers.Id), People.Host).Give(new SetPlan([_opening], []), People.Host);

        Shown().CueSince.ShouldBeNull();
    }

    [Fact]
    public void The_screen_shows_the_name_of_a_speaker_or_of_whoever_is_on_air()
    {
        Plan();
        _talk.Give(new ShowName("Somphone Vongsa"), People.Host);
        Shown().Named.ShouldBe(new PersonView("Somphone Vongsa", "Vientiane trade office"));

        _talk.Refuses(new ShowName("Noy"), People.Host).ShouldBe("name.unknown");
        _talk.Give(new PutOnAir(new ContributionId(Guid.CreateVersion7()), "Noy", Broadcast.Hubs.VoiceKind.Caller), People.Host);
        _talk.Give(new ShowName("Noy"), People.Host);
        Shown().Named.ShouldBe(new PersonView("Noy", null));

        _talk.Give(new ShowName(null), People.Host);
        Shown().Named.ShouldBeNull();
    }

    [Fact]
    public void A_break_has_a_sentence_and_ends()
    {
        _talk.Give(new TakeBreak(" Back in\na minute "), People.Host);
        Shown().Break.ShouldBe("Back in a minute");

        _talk.Refuses(new TakeBreak(new string('x', 121)), People.Host).ShouldBe("break.too-long");
        _talk.Refuses(new TakeBreak("Mine"), People.Ada).ShouldBe("talk.not-yours");
        _talk.Give(new TakeBreak(""), People.Host);
        Shown().Break.ShouldBeNull();
    }

    private StageView Shown() => RoomViews.Room(_talk.State, Viewer.Stranger, 0).Stage!;

    private void Plan() => _talk.Give(
        new SetPlan([_opening, _papers], [new StagePerson("Somphone Vongsa", "Vientiane trade office")]), People.Host);
}
