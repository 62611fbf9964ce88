using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>
/// Where a talk stands for whoever mixes it: the log, and ahead of it what could not wait. Commands take effect on any
/// thread, the commit loop tells how the log goes on.
/// </summary>
/// <param name="state">As the log tells it.</param>
/// <param name="isWritten">Tells of a command that is in the log; it must be true before <see cref="Advance"/> hears of it.</param>
/// <param name="logger">Hears of defects.</param>
internal sealed class TalkFront(TalkState state, Predicate<CommandId> isWritten, ILogger logger)
{
    private TalkStanding _standing = new(state, []);
    private ImmutableArray<Action> _leaders = [];

    public TalkStanding Standing => Volatile.Read(ref _standing);

    /// <summary>Is told of every change of <see cref="Standing"/>, and must have followed it when it returns. Be quick; any thread.</summary>
    public IDisposable Lead(Action changed)
    {
        ImmutableInterlocked.Update(ref _leaders, (all, one) => all.Add(one), changed);
        return new Subscription(() => ImmutableInterlocked.Update(ref _leaders, (all, one) => all.Remove(one), changed));
    }

    /// <summary>Lets a command take effect, if the talk is mixed here and does not refuse it.</summary>
    /// <returns>The command that is ahead now: this one, or of a repeat the first; null when it has to wait for the log.</returns>
    public WaitingCommand? TryTake(WaitingCommand waiting, DateTimeOffset now)
    {
        while (!_leaders.IsEmpty)
        {
            // What is written is known before it is ahead no more: a repeat is found in one of both, or the exchange fails.
            var before = Standing;
            if (before.Find(waiting) is { } first)
                return first;
            if (isWritten(waiting.Id) || before.TryAdd(waiting, now) is not { } after)
                return null;
            if (Interlocked.CompareExchange(ref _standing, after, before) != before)
                continue;
            TellLeaders();
            return waiting;
        }
        return null;
    }

    /// <summary>The log went on, or something was decided of which nothing came.</summary>
    public void Advance(TalkState committed, IReadOnlyCollection<WaitingCommand> decided)
    {
        TalkStanding before, after;
        do
        {
            before = Standing;
            after = before.Advance(committed, IsDone);
        }
        while (Interlocked.CompareExchange(ref _standing, after, before) != before);
        if (after != before)
            TellLeaders();

        bool IsDone(WaitingCommand ahead) => isWritten(ahead.Id) || decided.Any(waiting => waiting.Id == ahead.Id);
    }

    /// <summary>These cannot be written now: what took effect stays ahead, the rest is for its sender to repeat.</summary>
    public void PutOff(IReadOnlyCollection<WaitingCommand> batch, Exception cause)
    {
        var standing = Standing;
        foreach (var waiting in batch)
        {
            if (standing.Find(waiting) is not null)
                waiting.Accept(standing.State.Seq, unsaved: true);
            else
                waiting.Refuse(TalkFaults.Unavailable, cause);
        }
    }

    /// <summary>The answer to what took effect: of the log, or after a moment that it is not written yet.</summary>
    public async Task<Accepted> AnswerAsync(WaitingCommand ahead, TimeSpan patience, TimeProvider time, CancellationToken ct)
    {
        try
        {
            return await ahead.Answer.WaitAsync(patience, time, ct);
        }
        catch (TimeoutException)
        {
            ahead.Accept(Standing.State.Seq, unsaved: true);
            return await ahead.Answer;
        }
    }

    private void TellLeaders()
    {
        foreach (var leader in _leaders)
        {
            try
            {
                leader();
            }
            catch (Exception defect) // the mixer's defect must not stop the talk
            {
                logger.LogError(defect, "Talk {Talk}: the mix does not follow it", Standing.State.Id);
            }
        }
    }
}
