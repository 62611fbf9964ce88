using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;
using static TalksPlatform.Broadcast.Tests.Kit.People;

namespace TalksPlatform.Broadcast.Tests.Talks;

/// <summary>What the clock gives, whoever stands in its way.</summary>
public class TimerTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task No_attendee_keeps_a_talk_off_the_air_by_a_command_id_that_she_worked_out()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var startsAt = _time.GetUtcNow().AddMinutes(5);
        var talk = await node.OpenAsync(startsAt);
        await talk.AskAsync(new Ask(QuestionId.New(), "May I?"), Ada, WorkedOut($"go-live {talk.Id} {startsAt.UtcTicks}"));

        _time.AdvanceTo(startsAt);

        await Eventually.BecomesAsync(() => talk.State.Phase == TalkPhase.Live, "the timer takes it on air", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task No_attendee_keeps_a_poll_open_by_a_command_id_that_she_worked_out()
    {
        await using var node = await Node.StartAsync(postgres.Options, _time);
        var talk = await node.OpenAsync();
        var poll = await OpenPollAsync(talk);
        var endsAt = talk.State.Polls.Find(poll)!.EndsAt!.Value;
        await talk.AskAsync(new CastVote(poll, 0), Ada, WorkedOut($"close-poll {poll} {endsAt.UtcTicks}"));

        _time.AdvanceTo(endsAt);

        await Eventually.BecomesAsync(() => talk.State.Polls.Open is null, "the timer closes it", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task What_was_due_and_failed_for_whatever_reason_is_given_again()
    {
        await using var db = new BroadcastDb(postgres.Options);
        using var bell = new TalkBell(db, _time, NullLogger<TalkBell>.Instance);
        var log = new ClumsyLog(db, bell);
        await using var talks = new TalkDirectory(log, _time, NullLogger<TalkDirectory>.Instance);
        using var timer = new PollTimer(talks, _time, NullLogger<PollTimer>.Instance);
        await timer.StartAsync(CancellationToken.None);
        var talk = await talks.OpenAsync(Episodes.Scheduled(EpisodeId.New(), _time.GetUtcNow().AddHours(1)), CancellationToken.None);
        var poll = await OpenPollAsync(talk);

        log.IsClumsy = true;
        _time.AdvanceTo(talk.State.Polls.Find(poll)!.EndsAt!.Value);
        await Eventually.BecomesAsync(() => !log.IsClumsy, "it failed");

        await Eventually.BecomesAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return talk.State.Polls.Open is null;
        }, "it is given again", TimeSpan.FromSeconds(10));
    }

    private static CommandId WorkedOut(string name) => new(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)));

    private static async Task<PollId> OpenPollAsync(TalkSession talk)
    {
        var poll = PollId.New();
        await talk.AskAsync(new CreatePoll(poll, "Well?", ["Yes", "No"], new PollRules(Seconds: 60)), Host);
        await talk.AskAsync(new OpenPoll(poll), Host);
        return poll;
    }

    /// <summary>A log with a defect, once.</summary>
    private sealed class ClumsyLog(BroadcastDb db, TalkBell bell) : TalkLog(db, bell)
    {
        public volatile bool IsClumsy;

        public override Task<bool> TryAppendAsync(long after, TalkState state, IReadOnlyList<LogEntry> entries, CancellationToken ct)
        {
            if (!IsClumsy)
                return base.TryAppendAsync(after, state, entries, ct);
            IsClumsy = false;
            throw new InvalidOperationException("A defect.");
        }
    }
}
