using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Talks;

/// <summary>Random commands at two sessions over one log, compared step by step with a model that has no log at all.</summary>
public class TwoSessionsModelTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>
{
    private const int Evenings = 6;
    private const int Steps = 250;

    private static readonly SeriesCard WithChat = Episodes.Series() with { Rules = new RoomRules { Chat = true } };

    [Fact]
    public async Task Two_sessions_answer_as_one_plain_model_does()
    {
        await using var one = await Node.StartAsync(postgres.Options);
        await using var other = await Node.StartAsync(postgres.Options);
        for (var seed = 1; seed <= Evenings; seed++)
        {
            var here = await one.Talks.OpenAsync(
                Episodes.Scheduled(EpisodeId.New(), TimeProvider.System.GetUtcNow().AddHours(1), series: WithChat), CancellationToken.None);
            var there = await other.Talks.FindAsync(here.Id, CancellationToken.None);
            await new Evening(seed, here, there).PlayAsync();
        }
    }

    /// <summary>One evening, and the model: sets and numbers.</summary>
    private sealed class Evening(int seed, TalkSession here, TalkSession there)
    {
        private readonly Random _random = new(seed);
        private readonly Actor[] _voters = [People.Ada, People.Bounmy, People.Somebody(), People.Somebody()];
        private readonly PollModel _polls = new(new Random(seed));
        private readonly QuestionModel _questions = new(new Random(seed), here.State.OpenedAt);
        private readonly ChatModel _chat = new(new Random(seed));
        private readonly StageModel _stage = new(new Random(seed));
        private readonly List<(TalkCommand Command, Actor Actor, CommandId Id, long Seq)> _accepted = [];
        private long _seq = 1;

        public async Task PlayAsync()
        {
            for (var step = 0; step < Steps; step++)
            {
                if (_accepted.Count > 0 && _random.Next(6) == 0)
                    await RepeatAsync();
                else
                    await StepAsync();
            }

            await Eventually.BecomesAsync(() => here.State.Seq == _seq && there.State.Seq == _seq, "both know the whole log");
            Portrait.Of(here.State).ShouldBe(Portrait.Of(there.State));
            _polls.ShouldBe(here.State.Polls);
            _stage.ShouldBe(here.State);
            _chat.ShouldBe(here.State.Chat);
            _questions.ShouldBe(here.State.Questions);
        }

        private TalkSession Either => _random.Next(2) == 0 ? here : there;

        private async Task RepeatAsync()
        {
            var before = _accepted[_random.Next(_accepted.Count)];
            (await Either.AskAsync(before.Command, before.Actor, before.Id)).Seq.ShouldBe(before.Seq, $"seed {seed}: {before.Command} again");
        }

        private async Task StepAsync()
        {
            var voter = Any(_voters);
            var step = _random.Next(12) switch
            {
                < 3 => _polls.Step(voter),
                < 7 => _questions.Step(voter),
                7 => _chat.Step(),
                _ => _stage.Step(voter, _questions.Any(), _chat.Any(), _seq + 1),
            };
            await GiveAsync(step.Command, step.Actor, _stage.Bars(step.Actor, step.Command) ?? step.Refusal, step.Happens);
        }

        private async Task GiveAsync(TalkCommand command, Actor actor, string? refusal, Action? happens)
        {
            var id = CommandId.New();
            try
            {
                var accepted = await Either.AskAsync(command, actor, id);
                refusal.ShouldBeNull($"seed {seed}: {command} was accepted");
                if (happens is not null)
                {
                    happens();
                    _seq++;
                    _accepted.Add((command, actor, id, accepted.Seq));
                }
                accepted.Seq.ShouldBe(_seq, $"seed {seed}: {command}");
            }
            catch (FaultException refused)
            {
                refused.Code.ShouldBe(refusal, $"seed {seed}: {command}");
            }
        }

        private T Any<T>(T[] all) => all[_random.Next(all.Length)];
    }
}
