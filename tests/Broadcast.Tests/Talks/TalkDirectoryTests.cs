using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.TestKit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Talks;

public class TalkDirectoryTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task A_talk_goes_on_air_at_its_planned_start_and_not_before()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var startsAt = _time.GetUtcNow().AddMinutes(30);
        var talk = await node.OpenAsync(startsAt);

        _time.AdvanceTo(startsAt.AddMilliseconds(-1));
        talk.State.Phase.ShouldBe(TalkPhase.GreenRoom);
        _time.AdvanceTo(startsAt);

        await Eventually.BecomesAsync(() => talk.State.Phase == TalkPhase.Live, "the timer fires");
        talk.State.LiveAt.ShouldBe(startsAt);
    }

    [Fact]
    public async Task A_talk_that_is_moved_goes_on_air_at_its_new_start()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var (episode, planned) = (EpisodeId.New(), _time.GetUtcNow().AddMinutes(10));
        var talk = await node.OpenAsync(planned, episode);
        await node.Talks.AnnounceAsync(Episodes.Scheduled(episode, planned.AddMinutes(5), "A new title"), CancellationToken.None);
        talk.State.Card!.Title.ShouldBe("A new title");

        _time.AdvanceTo(planned.AddSeconds(1));
        talk.State.Phase.ShouldBe(TalkPhase.GreenRoom);
        _time.AdvanceTo(planned.AddMinutes(5));

        await Eventually.BecomesAsync(() => talk.State.Phase == TalkPhase.Live, "the timer was armed anew");
    }

    [Fact]
    public async Task A_start_that_a_restart_missed_is_made_good_at_once()
    {
        var startsAt = _time.GetUtcNow().AddMinutes(10);
        TalkId id;
        await using (var node = await Node.StartAsync(postgres.Options, _time))
            id = (await node.OpenAsync(startsAt)).Id;

        var later = new ManualTime(startsAt.AddSeconds(7));
        await using var revived = await Node.StartAsync(postgres.Options, later);

        await Eventually.BecomesAsync(
            () => revived.Talks.OpenTalks.Any(talk => talk.Id == id && talk.State.Phase == TalkPhase.Live), "the revived node takes it on air");
    }

    [Fact]
    public async Task The_reconciling_job_and_the_timer_take_a_talk_on_air_once()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var (episode, startsAt) = (EpisodeId.New(), _time.GetUtcNow().AddMinutes(1));
        var talk = await node.OpenAsync(startsAt, episode);
        _time.AdvanceTo(startsAt);
        await Eventually.BecomesAsync(() => talk.State.Phase == TalkPhase.Live, "the timer fires");

        var seq = talk.State.Seq;
        await new ReconcileStart(node.Talks).HandleAsync(new EpisodeDue(episode, startsAt), CancellationToken.None);

        talk.State.Seq.ShouldBe(seq);
    }

    [Fact]
    public async Task The_green_room_opens_once_however_often_it_is_told()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var calendar = new PaperCalendar();
        var episode = calendar.Put(Episodes.Scheduled(EpisodeId.New(), _time.GetUtcNow().AddMinutes(10)));
        var handler = new OpenGreenRoom(new CalendarCopy(calendar, node.Talks));

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => handler.HandleAsync(new GreenRoomDue(episode.Fact()), CancellationToken.None)));

        var talk = await node.Talks.FindAsync(episode.TalkId, CancellationToken.None);
        talk.State.Seq.ShouldBe(1);
    }

    [Fact]
    public async Task What_was_asked_in_advance_is_there_when_the_talk_opens()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var episode = Episodes.Scheduled(EpisodeId.New(), _time.GetUtcNow().AddDays(7));
        await node.Talks.AnnounceAsync(episode, CancellationToken.None);
        var talk = await node.Talks.FindAsync(episode.TalkId, CancellationToken.None);
        node.Talks.OpenTalks.ShouldNotContain(talk, "nobody has to look after it yet");

        var question = QuestionId.New();
        await talk.AskAsync(new Ask(question, "How much is it?"), Ada);
        await talk.AskAsync(new ApproveQuestion(question), Host);
        await talk.AskAsync(new Upvote(question), Bounmy);
        (await Should.ThrowAsync<FaultException>(() => talk.AskAsync(new GoLive(), Host))).Code.ShouldBe("talk.unknown", "the doors are closed");
        (await Should.ThrowAsync<FaultException>(() => talk.AskAsync(new EndTalk(), Host))).Code.ShouldBe("talk.unknown");
        await node.Talks.OpenAsync(episode, CancellationToken.None);

        talk.State.Phase.ShouldBe(TalkPhase.GreenRoom);
        talk.State.Questions.Find(question)!.Upvoters.ShouldBe([Bounmy.Id]);
        node.Talks.OpenTalks.ShouldContain(talk);
    }

    [Fact]
    public async Task An_announced_talk_that_is_called_off_takes_no_more_questions()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var episode = Episodes.Scheduled(EpisodeId.New(), _time.GetUtcNow().AddDays(7));
        await node.Talks.AnnounceAsync(episode, CancellationToken.None);

        await new CloseCancelledTalk(node.Talks).HandleAsync(new EpisodeCancelled(episode.Id), CancellationToken.None);

        var talk = await node.Talks.FindAsync(episode.TalkId, CancellationToken.None);
        (await Should.ThrowAsync<FaultException>(() => talk.AskAsync(new Ask(QuestionId.New(), "And now?"), Ada))).Code.ShouldBe("talk.over");
    }

    [Fact]
    public async Task A_talk_in_which_somebody_is_stays_in_memory()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var talk = await node.Talks.AnnounceAsync(Episodes.Scheduled(EpisodeId.New(), _time.GetUtcNow().AddDays(7)), CancellationToken.None);
        var anybody = true;
        node.Talks.KeepWhile(_ => anybody);

        _time.Advance(TimeSpan.FromMinutes(11));
        await node.Talks.DropUnusedAsync(TimeSpan.FromMinutes(10));
        (await node.Talks.FindAsync(talk.Id, CancellationToken.None)).ShouldBeSameAs(talk);

        anybody = false;
        _time.Advance(TimeSpan.FromMinutes(11));
        await node.Talks.DropUnusedAsync(TimeSpan.FromMinutes(10));
        (await node.Talks.FindAsync(talk.Id, CancellationToken.None)).ShouldNotBeSameAs(talk);
    }

    [Fact]
    public async Task A_cancelled_episode_closes_its_green_room_but_not_a_talk_on_air()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var (waiting, live) = (await node.OpenAsync(), await node.OpenAsync());
        await live.AskAsync(new GoLive(), Host);
        var handler = new CloseCancelledTalk(node.Talks);

        await handler.HandleAsync(new EpisodeCancelled(waiting.Id.Episode), CancellationToken.None);
        await handler.HandleAsync(new EpisodeCancelled(live.Id.Episode), CancellationToken.None);
        await handler.HandleAsync(new EpisodeCancelled(EpisodeId.New()), CancellationToken.None);

        waiting.State.Phase.ShouldBe(TalkPhase.Ended);
        live.State.Phase.ShouldBe(TalkPhase.Live);
    }

    [Fact]
    public async Task Open_talks_are_found_at_start_and_told_to_each_follower_once()
    {
        TalkId open, over;
        await using (var before = await Node.StartAsync(postgres.Options, _time))
        {
            open = (await before.OpenAsync()).Id;
            var ended = await before.OpenAsync();
            await ended.AskAsync(new EndTalk(), Host);
            over = ended.Id;
        }

        await using var node = await Node.StartAsync(postgres.Options, _time);
        var found = new List<TalkId>();
        using var following = node.Talks.Follow(talk => found.Add(talk.Id));
        await Eventually.BecomesAsync(() => found.Contains(open), "it is found");
        await node.Talks.ResumeAsync(CancellationToken.None);

        found.Count(id => id == open).ShouldBe(1);
        found.ShouldNotContain(over);
    }

    [Fact]
    public async Task A_talk_that_is_over_is_forgotten_and_read_again_when_somebody_asks()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var talk = await node.OpenAsync();
        await talk.AskAsync(new EndTalk(), Host);
        _time.Advance(TimeSpan.FromMinutes(11));

        await node.Talks.DropUnusedAsync(TimeSpan.FromMinutes(10));
        var again = await node.Talks.FindAsync(talk.Id, CancellationToken.None);

        again.ShouldNotBeSameAs(talk);
        Portrait.Of(again.State).ShouldBe(Portrait.Of(talk.State));
        (await Should.ThrowAsync<FaultException>(() => talk.AskAsync(new EndTalk(), Host))).Code.ShouldBe("talk.unavailable");
    }

    [Fact]
    public async Task An_unknown_talk_is_refused()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var unknown = await Should.ThrowAsync<FaultException>(() => node.Talks.FindAsync(TalkId.Of(EpisodeId.New()), CancellationToken.None));
        unknown.Code.ShouldBe("talk.unknown");
    }

    [Fact]
    public void The_names_of_events_are_kept_for_ever() => TalkEventJson.Types.Keys.ShouldBe(
    [
        "AnswerFinished", "AnswerStarted", "AskingPaused", "CameOnAir", "Ended", "GreenRoomOpened", "LeftAir", "PollClosed", "PollCreated",
        "PollOpened", "QuestionApproved", "QuestionAsked", "QuestionDeclined", "QuestionDeferred", "QuestionEdited", "QuestionUpvoted",
        "RecordingFinished", "RecordingOpened", "TalkAnnounced", "TalkRescheduled", "UpvoteTakenBack", "VoiceMuted", "VoiceUnmuted", "VoteCast", "WentLive",
        "BreakChanged", "CueTaken", "HandoutAdded", "HandoutRemoved", "NameShown", "PlanSet", "SlideShown", "SlidesAdded", "SlidesRemoved",
        "PersonBlocked", "PersonUnblocked", "RoomFrozen", "RoomThawed",
        "AnswerTimesSet", "QuestionAnsweredInWriting", "QuestionAskedByPhone", "QuestionLabelled", "QuestionMerged", "QuestionPinned",
        "QuestionPutNext", "QuestionReworded", "QuestionSplit", "QuestionTranscribed",
        "AskedToSpeak", "HandCalled", "HandLowered", "HandMoved", "HandRaised", "HandReady", "HandRefused", "HandsPaused",
        "Announced", "AnnouncementTakenDown", "MessageApproved", "MessageRemoved", "MessageSent",
        "StripSet", "SoundStarted", "SoundStopped", "DelaySet", "DelayDumped", "CoHostNamed", "CoHostPromoted", "GuardOverridden",
        "MarkedNext", "PollTied", "CallerNoted", "HandHeld", "CallerDropped", "CallerAgreed", "CrewNoteWritten",
        "PollEdited", "PollDeleted", "PollRevealed", "BallotCast", "AnswerWritten", "AnswerSorted", "AnswersRenamed",
    ], ignoreOrder: true);
}
