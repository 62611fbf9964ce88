using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Polls;

/// <summary>A poll that waits for its part of the rundown.</summary>
public sealed class PreparedPollStories
{
    private static readonly string[] Options = ["Yes", "No"];

    private readonly PaperTalk _talk = PaperTalk.Opened();
    private readonly Cue _papers = new(CueId.New(), "Three papers", 15);
    private readonly PollId _poll = PollId.New();

    public PreparedPollStories()
    {
        _talk.Give(new SetPlan([_papers], []), People.Host)
            .Give(new CreatePoll(_poll, "Do you have a licence?", Options), People.Host)
            .Give(new TiePoll(_poll, _papers.Id), People.Host);
    }

    [Fact]
    public void A_poll_stays_with_its_part_when_either_is_written_anew()
    {
        _talk.Give(new EditPoll(_poll, "Do you have a licence today?", Options), People.Host);
        _talk.Give(new SetPlan(PlanText.ReadCues("0 Opening\n15 Three papers", [_papers]), []), People.Host);

        Seen(Viewer.Studio).Cue.ShouldBe(_papers.Id);
        _talk.State.Plan.Cues.ShouldContain(cue => cue.Id == _papers.Id);

        _talk.Give(new OpenPoll(_poll), People.Host);
        Seen(Viewer.Studio).Cue.ShouldBe(_papers.Id);
    }

    [Fact]
    public void The_audience_is_not_told_where_a_poll_stands_in_the_rundown()
    {
        _talk.Give(new OpenPoll(_poll), People.Host);

        Seen(Viewer.Stranger).Cue.ShouldBeNull();
    }

    [Fact]
    public void A_poll_belongs_to_a_part_that_there_is_or_to_none()
    {
        _talk.Refuses(new TiePoll(_poll, CueId.New()), People.Host).ShouldBe("cue.unknown");
        _talk.Refuses(new TiePoll(PollId.New(), _papers.Id), People.Host).ShouldBe("poll.unknown");
        _talk.Refuses(new TiePoll(_poll, null), People.Ada).ShouldBe("talk.not-yours");

        _talk.Give(new TiePoll(_poll, null), People.Host);
        Seen(Viewer.Studio).Cue.ShouldBeNull();
    }

    private PollView Seen(Viewer viewer) => RoomViews.Room(_talk.State, viewer, 0).Polls.ShouldHaveSingleItem();
}
