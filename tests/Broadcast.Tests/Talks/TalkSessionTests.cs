using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Talks;

public class TalkSessionTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>, IAsyncLifetime
{
    private Node _node = null!;

    public async ValueTask InitializeAsync() => _node = await Node.StartAsync(postgres.Options);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task A_vote_counts_once_and_survives_a_crash()
    {
        var talk = await _node.OpenAsync();
        var poll = await talk.OpenPollAsync("Tea", "Coffee");
        await talk.AskAsync(new CastVote(poll, 1), Ada);
        var refusal = await Should.ThrowAsync<FaultException>(() => talk.AskAsync(new CastVote(poll, 0), Ada));
        refusal.Code.ShouldBe("poll.already-voted");

        var revived = await CrashAndReviveAsync(talk.Id);

        revived.State.Polls.Find(poll)!.Tally.ShouldBe([0, 1]);
        (await Should.ThrowAsync<FaultException>(() => revived.AskAsync(new CastVote(poll, 0), Ada))).Code.ShouldBe("poll.already-voted");
    }

    [Fact]
    public async Task A_crash_forgets_nothing_at_all()
    {
        var talk = await _node.OpenAsync();
        var question = QuestionId.New();
        await talk.AskAsync(new GoLive(), Host);
        await talk.AskAsync(new Ask(question, "ລາຄາເທົ່າໃດ?", "Ada", "lo"), Ada);
        await talk.AskAsync(new ApproveQuestion(question), Host);
        await talk.AskAsync(new Upvote(question), Bounmy);
        await talk.AskAsync(new StartAnswer(question), Host);
        await talk.AskAsync(new PutOnAir(ContributionId.New(), "Dr Keo", Broadcast.Hubs.VoiceKind.Speaker), Host);
        var before = Portrait.Of(talk.State);

        var revived = await CrashAndReviveAsync(talk.Id);

        Portrait.Of(revived.State).ShouldBe(before);
    }

    [Fact]
    public async Task A_repeated_command_gets_its_first_answer_also_after_a_crash()
    {
        var talk = await _node.OpenAsync();
        var (command, id) = (new Ask(QuestionId.New(), "How much?"), CommandId.New());
        var first = await talk.AskAsync(command, Ada, id);
        await talk.AskAsync(new Ask(QuestionId.New(), "How long?"), Bounmy);

        (await talk.AskAsync(command, Ada, id)).ShouldBe(first);
        var revived = await CrashAndReviveAsync(talk.Id);
        (await revived.AskAsync(command, Ada, id)).ShouldBe(first);

        revived.State.Questions.All.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_command_twice_at_the_same_moment_happens_once()
    {
        var talk = await _node.OpenAsync();
        var (command, id) = (new Ask(QuestionId.New(), "How much?"), CommandId.New());

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => talk.AskAsync(command, Ada, id)));

        answers.Distinct().Count().ShouldBe(1);
        talk.State.Questions.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_gets_the_answer_to_anothers_command()
    {
        var talk = await _node.OpenAsync();
        var id = CommandId.New();
        await talk.AskAsync(new Ask(QuestionId.New(), "How much?"), Ada, id);

        var stolen = await Should.ThrowAsync<FaultException>(() => talk.AskAsync(new Ask(QuestionId.New(), "Me, too?"), Bounmy, id));

        stolen.Code.ShouldBe("command.taken");
    }

    [Fact]
    public async Task Many_commands_share_one_commit()
    {
        var talk = await _node.OpenAsync();
        var poll = await talk.OpenPollAsync("Yes", "No");
        var before = talk.State.Seq;

        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => talk.AskAsync(new CastVote(poll, i % 2), Somebody())));

        talk.State.Polls.Find(poll)!.Tally.ShouldBe([500, 500]);
        var commits = await postgres.Options.QueryAsync<long>(
            "SELECT count(DISTINCT xmin::text) FROM broadcast.talk_event WHERE talk_id = $1 AND seq > $2", talk.Id.Value, before);
        commits.ShouldBeInRange(2, 50);
    }

    [Fact]
    public async Task A_refused_command_does_not_keep_its_neighbours_from_being_saved()
    {
        var talk = await _node.OpenAsync();
        var good = Enumerable.Range(0, 50).Select(i => talk.AskAsync(new Ask(QuestionId.New(), $"Question {i}?"), Somebody())).ToList();
        var bad = Enumerable.Range(0, 50).Select(_ => talk.AskAsync(new Ask(QuestionId.New(), ""), Somebody())).ToList();

        await Task.WhenAll(good);
        foreach (var refused in bad)
            (await Should.ThrowAsync<FaultException>(() => refused)).Code.ShouldBe("question.empty");
        talk.State.Questions.All.Count.ShouldBe(50);
    }

    [Fact]
    public async Task The_defect_of_one_command_is_its_senders_alone()
    {
        var talk = await _node.OpenAsync();

        var broken = talk.AskAsync(new Defect(), Ada);
        var sound = talk.AskAsync(new Ask(QuestionId.New(), "How much?"), Bounmy);

        await sound;
        await Should.ThrowAsync<ArithmeticException>(() => broken);
    }

    [Fact]
    public async Task What_the_database_rejects_is_its_senders_alone()
    {
        var talk = await _node.OpenAsync();
        var sound = Enumerable.Range(0, 20).Select(i => talk.AskAsync(new Ask(QuestionId.New(), $"Question {i}?"), Somebody())).ToList();
        var rejected = talk.AskAsync(new Unstorable(), Ada);
        sound.AddRange(Enumerable.Range(20, 20).Select(i => talk.AskAsync(new Ask(QuestionId.New(), $"Question {i}?"), Somebody())));

        await Task.WhenAll(sound);
        await Should.ThrowAsync<Npgsql.PostgresException>(() => rejected);
        talk.State.Questions.All.Count.ShouldBe(40);
    }

    [Fact]
    public async Task Facts_are_written_with_what_they_tell()
    {
        var talk = await _node.OpenAsync();
        await talk.AskAsync(new GoLive(), Host);
        await talk.AskAsync(new GoLive(), Host);
        await talk.AskAsync(new EndTalk(), Host);

        var facts = await postgres.Options.QueryAsync<string>(
            "SELECT string_agg(type, ' ' ORDER BY fact_id) FROM messaging.outbox WHERE body ->> 'talkId' = $1", talk.Id.ToString());
        facts.ShouldBe("TalkOpened TalkWentLive TalkEnded");
    }

    [Fact]
    public async Task A_talk_that_ends_in_its_green_room_tells_that_it_ended_and_never_began()
    {
        var talk = await _node.OpenAsync();
        await talk.AskAsync(new EndTalk(), Host);

        var told = await postgres.Options.QueryAsync<string>(
            "SELECT string_agg(type || ' ' || coalesce(body ->> 'startedAt', 'never'), ', ' ORDER BY fact_id) FROM messaging.outbox WHERE body ->> 'talkId' = $1", talk.Id.ToString());
        told.ShouldBe("TalkOpened never, TalkEnded never");
    }

    [Fact]
    public async Task Observers_hear_of_every_step_in_order_and_their_defects_harm_nobody()
    {
        var talk = await _node.OpenAsync();
        var heard = new List<long>();
        using var broken = talk.Subscribe((_, _) => throw new InvalidOperationException("An observer's defect."));
        using var subscription = talk.Subscribe((_, entries) => heard.AddRange(entries.Select(entry => entry.Seq)));
        var from = talk.State.Seq;

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => talk.AskAsync(new Ask(QuestionId.New(), $"Question {i}?"), Somebody())));

        heard.ShouldBe(Enumerable.Range(1, 100).Select(i => from + i));
    }

    private async Task<TalkSession> CrashAndReviveAsync(TalkId talk)
    {
        await _node.DisposeAsync();
        _node = await Node.StartAsync(postgres.Options);
        return await _node.Talks.FindAsync(talk, CancellationToken.None);
    }

    /// <summary>A command whose author made a mistake.</summary>
    private sealed record Defect : TalkCommand
    {
        public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) => throw new ArithmeticException();
    }

    /// <summary>A command whose event jsonb cannot hold.</summary>
    private sealed record Unstorable : TalkCommand
    {
        public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now) =>
            new QuestionAsked(QuestionId.New(), "\0", null, null);
    }
}
