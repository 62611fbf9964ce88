using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TalksPlatform.Broadcast.Announcements;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Chat;
using TalksPlatform.Broadcast.Crew;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Phone.Calls;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Talks;

/// <summary>What holds after any sequence of commands, sensible or not.</summary>
public class MachineProperties
{
    private static readonly Actor[] Actors = [People.Host, People.Speaker, People.Ada, People.Bounmy, People.Somebody()];
    private static readonly QuestionId[] Questions = [.. Enumerable.Range(0, 4).Select(_ => QuestionId.New())];
    private static readonly PollId[] Polls = [PollId.New(), PollId.New(), PollId.New(), PollId.New()];
    private static readonly MessageId[] Messages = [.. Enumerable.Range(0, 4).Select(_ => MessageId.New())];
    private static readonly Cue[] Cues = [new(CueId.New(), "Three papers", 15)];
    private static readonly SoundId[] Sounds = [SoundId.New(), SoundId.New()];
    private static readonly ContributionId[] Voices = [ContributionId.New(), ContributionId.New()];

    private static readonly Gen<TalkCommand> Commands = Gen.Frequency(
        (4, Gen.Elements(Questions).SelectMany(id => Gen.Elements<TalkCommand>(
            new Ask(id, "How much?"), new EditQuestion(id, "How little?"), new Upvote(id), new TakeBackUpvote(id),
            new ApproveQuestion(id), new DeclineQuestion(id, "Asked before."), new StartAnswer(id), new FinishAnswer(id), new DeferQuestion(id),
            new PutNext(id), new PutNext(id, Place: 0), new AnswerNext(id), new AnswerNext(null), new RewordQuestion(id, "How much, please?"),
            new PinQuestion(id, true), new LabelQuestion(id, ["tax"]), new AnswerInWriting(id, "Nothing."), new AskByPhone(id, "voice.wav"),
            new TranscribeQuestion(id, "How far?")))),
        (2, Gen.Elements(Questions).SelectMany(id => Gen.Elements(Questions).SelectMany(other => Gen.Elements<TalkCommand>(
            new MergeQuestion(id, other), new SplitQuestion(id))))),
        (5, Gen.Elements(Polls).SelectMany(id => Gen.Elements<TalkCommand>(
            new CreatePoll(id, "Well?", ["Yes", "No", "Both"]), new CreatePoll(id, "Well?", ["Yes", "No"], new(MayChange: true, Seconds: 60)),
            new CreatePoll(id, "First?", ["Yes", "No", "Both"], new(PollKind.Ranking, MayChange: true)),
            new CreatePoll(id, "Which?", ["Yes", "No", "Both"], new(PollKind.Multiple, Most: 2, MayChange: true)),
            new CreatePoll(id, "What?", [], new(PollKind.Text, MayChange: true)),
            new EditPoll(id, "Well, well?", ["Yes", "No", "Never"]), new DeletePoll(id), new TiePoll(id, Cues[0].Id), new TiePoll(id, null),
            new OpenPoll(id), new OpenPoll(id), new ClosePoll(id), new RevealPoll(id),
            new CastVote(id, 0), new CastVote(id, 1), new CastVote(id, 2), new CastVote(id, 3),
            new CastBallot(id, [2, 0]), new CastBallot(id, [0, 1]), new CastBallot(id, [0, 1, 2]),
            new WriteAnswer(id, "Rice"), new WriteAnswer(id, "rice"), new WriteAnswer(id, "Silk"),
            new SortAnswer(id, "Rice", "Food"), new SortAnswer(id, "Silk", "Food"), new SortAnswer(id, "Silk", "Cloth"), new SortAnswer(id, "Rice", null),
            new RenameAnswers(id, "Food", "Cloth"), new RenameAnswers(id, "Cloth", "Textiles")))),
        (2, Gen.Elements(Voices).SelectMany(id => Gen.Elements<TalkCommand>(
            new PutOnAir(id, "Keo", VoiceKind.Speaker), new TakeOffAir(id), new MuteVoice(id), new UnmuteVoice(id), new MarkNext(id, true), new MarkNext(id, false),
            new SetStrip(id, new(GainDb: 3, Gate: true)), new SetStrip(id, StripSettings.Neutral)))),
        (2, Gen.Elements(Sounds).SelectMany(id => Gen.Elements<TalkCommand>(
            new PlaySound(id, "Jingle", SoundKind.Clip, 2.5), new PlaySound(id, "Khene", SoundKind.Bed, 60), new StopSound(id), new FadeSound(id, 3),
            new SetDelay(0), new SetDelay(8), new DumpDelay(), new OverrideGuard(), new NameCoHost(People.Speaker.Id, "Dr Keo"), new NameCoHost(null, null),
            new PromoteCoHost(), new WriteCrewNote("Wrap up.")))),
        (3, Gen.Elements(Actors).SelectMany(person => Gen.Elements<TalkCommand>(
            new RaiseHand("Noy", null, Consents: true), new RaiseHand("Noy", "The stamp", Consents: true), new AgreeByPhone("th"), new LowerHand(), new CallHand(person.Id),
            new MakeHandReady(person.Id), new MoveHand(person.Id, 1), new MoveHand(person.Id, 3), new RefuseHand(person.Id, "No time left."),
            new HoldHand(person.Id, true), new HoldHand(person.Id, false), new NoteCaller(person.Id, "Noy", null, "The stamp", "lo"),
            new DropCaller(person.Id), new DropHand(person.Id, 3), new PutOnAir(new(person.Id.Value), "Noy", VoiceKind.Attendee), new TakeOffAir(new(person.Id.Value)),
            new MuteVoice(new(person.Id.Value)), new AskToSpeak(), new BlockPerson(new BlockTarget(Hand: person.Id))))),
        (2, Gen.Elements(Messages).SelectMany(id => Gen.Elements<TalkCommand>(
            new SendMessage(id, "Hello"), new ApproveMessage(id), new RemoveMessage(id), new Announce("The form is online."), new TakeDownAnnouncement(2)))),
        (1, Gen.Elements<TalkCommand>(new SetPlan(Cues, []), new TakeCue(Cues[0].Id), new GoLive(), new PauseHands(true), new PauseHands(false), new PauseAsking(true), new PauseAsking(false))));

    private static readonly Arbitrary<(TalkCommand Command, Actor Actor)[]> Evenings = Commands
        .SelectMany(command => Gen.Elements(Actors).Select(actor => (command, actor)))
        .ArrayOf()
        .Resize(120)
        .ToArbitrary();

    [Fact]
    public void The_log_replayed_through_its_JSON_gives_the_same_state() => Check(talk =>
    {
        var start = new TalkState(talk.State.Id);
        var replayed = talk.Log
            .Select(entry => entry with { Event = TalkEventJson.Read(TalkEventJson.NameOf(entry.Event), Encoding.UTF8.GetString(TalkEventJson.Write(entry.Event))) })
            .Aggregate(start, (state, entry) => state.Apply(entry));

        Portrait.Of(replayed).ShouldBe(Portrait.Of(talk.State));
        replayed.Seq.ShouldBe(talk.Log.Count);
    });

    [Fact]
    public void Every_tally_is_the_count_of_its_ballots() => Check(talk =>
    {
        foreach (var poll in talk.State.Polls.All.Values)
        {
            var worth = (Ballot ballot, int option) => ballot.ToList().ToList().IndexOf(option) is >= 0 and var place
                ? poll.Rules.Kind == PollKind.Ranking ? poll.Options.Length - place : 1
                : 0;
            poll.Tally.ShouldBe(poll.Options.Select((_, option) => poll.Ballots.Values.Sum(ballot => worth(ballot, option))));
            poll.Answers.Tally.ShouldBe(poll.Answers.Groups.Select(
                group => poll.Answers.ByVoter.Values.Count(text => poll.Answers.Find(text)?.Group == group)));
        }
    });

    [Fact]
    public void At_most_one_poll_is_open_and_one_question_answered_and_both_are_known() => Check(talk =>
    {
        var open = talk.State.Polls.All.Values.Where(poll => poll.State == PollState.Open).Select(poll => (PollId?)poll.Id);
        open.SingleOrDefault().ShouldBe(talk.State.Polls.Open);
        var answering = talk.State.Questions.All.Values.Where(question => question.State == QuestionState.Answering);
        answering.Select(question => (QuestionId?)question.Id).SingleOrDefault().ShouldBe(talk.State.Questions.Answering);
    });

    [Fact]
    public void The_line_of_what_is_next_holds_those_that_are_next_and_no_other() => Check(talk =>
        talk.State.Questions.Next.ShouldBe(
            talk.State.Questions.All.Values.Where(question => question.State == QuestionState.Next).Select(question => question.Id), ignoreOrder: true));

    [Fact]
    public void Joined_questions_point_at_each_other_and_bear_no_others() => Check(talk =>
    {
        var all = talk.State.Questions.All;
        foreach (var question in all.Values)
        {
            (question.MergedInto is not null).ShouldBe(question.State == QuestionState.Merged);
            if (question.MergedInto is { } into)
            {
                all[into].Joined.Count(id => id == question.Id).ShouldBe(1);
                all[into].State.ShouldNotBe(QuestionState.Merged);
                question.Joined.ShouldBeEmpty();
            }
            question.Joined.ShouldAllBe(id => all[id].MergedInto == question.Id);
        }
    });

    [Fact]
    public void Nobody_counts_twice_for_a_question() => Check(talk =>
    {
        var all = talk.State.Questions.All;
        foreach (var question in all.Values)
        {
            question.JoinedVoters.Intersect(question.Upvoters).ShouldBeEmpty();
            question.JoinedVoters.Except(question.Joined.SelectMany(id => all[id].Upvoters.Add(all[id].By))).ShouldBeEmpty();
        }
    });

    [Fact]
    public void How_many_wait_is_counted_rightly_for_everybody() => Check(talk =>
    {
        foreach (var actor in Actors)
        {
            talk.State.Questions.WaitingOf(actor.Id).ShouldBe(talk.State.Questions.All.Values.Count(
                question => question.By == actor.Id && question.State == QuestionState.Asked));
        }
    });

    [Fact]
    public void Whoever_is_no_host_changes_nothing_that_is_the_studios() => Check(talk =>
    {
        var studio = new[] { typeof(QuestionApproved), typeof(QuestionDeclined), typeof(QuestionMerged), typeof(QuestionPutNext), typeof(AnswerStarted), typeof(PollOpened), typeof(WentLive), typeof(CameOnAir) };
        talk.Log.Where(entry => studio.Contains(entry.Event.GetType())).ShouldAllBe(entry => entry.Stamp.By == People.Host.Id);
    });

    [Fact]
    public void Whoever_of_the_audience_is_on_air_stands_in_line_as_such_and_may_be_heard() => Check(talk =>
    {
        var onAir = talk.State.Stage.OnAir.Values.Where(voice => voice.Kind == VoiceKind.Attendee).Select(voice => new PersonId(voice.Id.Value));
        talk.State.Hands.Line.Where(hand => hand.State == HandState.OnAir).Select(hand => hand.Person).ShouldBe(onAir, ignoreOrder: true);
        talk.State.Hands.Line.Select(hand => hand.Person).ShouldBeUnique();
        talk.State.Hands.Line.ShouldAllBe(hand => !talk.State.Hands.Gone.ContainsKey(hand.Person) && !talk.State.Blocked.Contains(hand.Person));
    });

    [Fact]
    public void Whoever_is_held_was_called_up_and_every_voice_on_air_has_the_strip_that_was_set() => Check(talk =>
    {
        talk.State.Hands.Line.Where(hand => hand.Held).ShouldAllBe(hand => hand.State == HandState.Called || hand.State == HandState.Ready);
        talk.State.Stage.OnAir.Values.ShouldAllBe(voice => voice.Strip.Equals(talk.State.Stage.StripOf(voice.Id, voice.Kind)));
    });

    private static void Check(Action<PaperTalk> holds) => Prop.ForAll(Evenings, evening =>
    {
        var talk = PaperTalk.Opened();
        foreach (var (command, actor) in evening)
            talk.Decide(command, actor);
        holds(talk);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
}
