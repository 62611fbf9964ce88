using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>A command that the clock gives.</summary>
/// <param name="At">When.</param>
/// <param name="Command">It decides for itself whether it still is due: every node's timer gives it, and the log takes it once.</param>
internal sealed record DueCommand(DateTimeOffset At, TalkCommand Command);

/// <summary>
/// Gives every open talk the command that its state says is due, to the second, with nothing between it and the clock.
/// What was due while no server ran is given when one finds the talk again.
/// </summary>
internal abstract class TalkTimer(TalkDirectory talks, TimeProvider time, ILogger logger) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<TalkId, OneTalk> _followed = new();
    private IDisposable? _following;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        talks.OnDropped(talk => Forget(talk.Id));
        _following = talks.Follow(talk => _followed.GetOrAdd(talk.Id, _ => new OneTalk(talk, Next, time, logger)));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _following?.Dispose();
        foreach (var id in _followed.Keys)
            Forget(id);
    }

    /// <summary>What the clock has to do next in a talk; null for nothing. Called on each commit: be quick.</summary>
    protected abstract DueCommand? Next(TalkState talk);

    private void Forget(TalkId id)
    {
        if (_followed.TryRemove(id, out var talk))
            talk.Dispose();
    }

    /// <summary>One talk's timer, armed as long as something lies ahead.</summary>
    private sealed class OneTalk : IDisposable
    {
        /// <summary>Armed in steps, so that a clock that is set right in the meantime is heard.</summary>
        private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);
        private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
        private static readonly TimeSpan RetryDefect = TimeSpan.FromSeconds(5);

        private readonly TalkSession _talk;
        private readonly Func<TalkState, DueCommand?> _next;
        private readonly TimeProvider _time;
        private readonly ILogger _logger;
        private readonly ITimer _timer;
        private readonly IDisposable _subscription;
        private DateTimeOffset? _armedFor;

        public OneTalk(TalkSession talk, Func<TalkState, DueCommand?> next, TimeProvider time, ILogger logger)
        {
            (_talk, _next, _time, _logger) = (talk, next, time, logger);
            _timer = time.CreateTimer(_ => _ = OnTickAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _subscription = talk.Subscribe((state, _) =>
            {
                if (_next(state)?.At != _armedFor)
                    Arm(state);
            });
            Arm(talk.State);
        }

        public void Dispose()
        {
            _subscription.Dispose();
            _timer.Dispose();
        }

        private void Arm(TalkState state)
        {
            _armedFor = _next(state)?.At;
            if (_armedFor is not { } at)
                return;
            var left = at - _time.GetUtcNow();
            _timer.Change(left <= TimeSpan.Zero ? TimeSpan.Zero : left < Step ? left : Step, Timeout.InfiniteTimeSpan);
        }

        private async Task OnTickAsync()
        {
            if (_next(_talk.State) is not { } due)
                return;
            if (_time.GetUtcNow() < due.At)
            {
                Arm(_talk.State);
                return;
            }
            var name = due.Command.GetType().Name;
            try
            {
                await _talk.AskAsync(due.Command, Actor.Platform, CommandId.New());
            }
            catch (FaultException refused) when (refused.Fault.Kind == FaultKind.Unavailable)
            {
                _logger.LogWarning("Talk {Talk}: {Command} is due and could not be saved; trying again", _talk.Id, name);
                _timer.Change(Retry, Timeout.InfiniteTimeSpan);
            }
            catch (FaultException refused)
            {
                _logger.LogInformation("Talk {Talk}: {Command} lapsed: {Reason}", _talk.Id, name, refused.Message);
            }
            catch (Exception defect)
            {
                _logger.LogError(defect, "Talk {Talk}: {Command} is due and failed; trying again", _talk.Id, name);
                _timer.Change(RetryDefect, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
