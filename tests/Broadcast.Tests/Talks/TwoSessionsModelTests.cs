using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Questions;
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
    private const int Steps = 150;

    [Fact]
    public async Task Two_sessions_answer_as_one_plain_model_does()
    {
        await using var one = await Node.StartAsync(postgres.Options);
        await using var other = await Node.StartAsync(postgres.Options);
        for (var seed = 1; seed <= Evenings; seed++)
        {
            var here = await one.OpenAsync();
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
        private readonly QuestionModel _questions = new(new Random(seed));
        private readonly List<(TalkCommand Command, Actor Actor, CommandId Id, long Seq)> _accepted = [];
        private readonly List<PersonId> _line = [];
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
            here.State.Hands.Line.Select(hand => hand.Person).ShouldBe(_line);
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
            (TalkCommand Command, Actor Actor, string? Refusal, Action? Happens) step = _random.Next(11) switch
            {
                < 4 => _polls.Step(voter),
                < 8 => _questions.Step(voter),
                8 => (new RaiseHand("Noy", null, Consents: true), voter, null, _line.Contains(voter.Id) ? null : () => _line.Add(voter.Id)),
                9 => (new LowerHand(), voter, null, _line.Contains(voter.Id) ? () => _line.Remove(voter.Id) : null),
                _ => (new MoveHand(voter.Id, 1), People.Host, _line.Contains(voter.Id) ? null : "hand.unknown", _line.IndexOf(voter.Id) == 0 ? null : () => MoveFirst(voter.Id)),
            };
            await GiveAsync(step.Command, step.Actor, step.Refusal, step.Happens);
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

        private void MoveFirst(PersonId person)
        {
            _line.Remove(person);
            _line.Insert(0, person);
        }

        private T Any<T>(T[] all) => all[_random.Next(all.Length)];
    }
}
