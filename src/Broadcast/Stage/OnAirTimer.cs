using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Takes every talk on air at its planned start, to the second, with nothing between it and the clock.</summary>
internal sealed class OnAirTimer(TalkDirectory talks, TimeProvider time, ILogger<OnAirTimer> logger) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<TalkId, PlannedTalk> _planned = new();
    private IDisposable? _following;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        talks.OnDropped(talk => Forget(talk.Id));
        _following = talks.Follow(talk => _planned.GetOrAdd(talk.Id, _ => new PlannedTalk(talk, time, logger)));
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
        foreach (var id in _planned.Keys)
            Forget(id);
    }

    private void Forget(TalkId id)
    {
        if (_planned.TryRemove(id, out var planned))
            planned.Dispose();
    }

    /// <summary>One talk's timer, armed as long as it waits in the green room.</summary>
    private sealed class PlannedTalk : IDisposable
    {
        /// <summary>Armed in steps, so that a clock that is set right in the meantime is heard.</summary>
        private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);
        private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

        private readonly TalkSession _talk;
        private readonly TimeProvider _time;
        private readonly ILogger _logger;
        private readonly ITimer _timer;
        private readonly IDisposable _subscription;

        public PlannedTalk(TalkSession talk, TimeProvider time, ILogger logger)
        {
            (_talk, _time, _logger) = (talk, time, logger);
            _timer = time.CreateTimer(_ => _ = OnTickAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _subscription = talk.Subscribe((_, entries) =>
            {
                if (entries.Any(entry => entry.Event is TalkRescheduled))
                    Arm();
            });
            Arm();
        }

        public void Dispose()
        {
            _subscription.Dispose();
            _timer.Dispose();
        }

        private void Arm()
        {
            if (_talk.State is not { Phase: TalkPhase.GreenRoom, Card: { } card })
                return;
            var left = card.StartsAt - _time.GetUtcNow();
            _timer.Change(left <= TimeSpan.Zero ? TimeSpan.Zero : left < Step ? left : Step, Timeout.InfiniteTimeSpan);
        }

        private async Task OnTickAsync()
        {
            if (_talk.State is not { Phase: TalkPhase.GreenRoom, Card.StartsAt: var startsAt })
                return;
            if (_time.GetUtcNow() < startsAt)
            {
                Arm();
                return;
            }
            try
            {
                await _talk.AskAsync(new GoLive(startsAt), Actor.Platform, PlannedStart.CommandOf(_talk.Id, startsAt));
            }
            catch (FaultException refused) when (refused.Fault.Kind == FaultKind.Unavailable)
            {
                _logger.LogWarning("Talk {Talk} is due and could not be taken on air; trying again", _talk.Id);
                _timer.Change(Retry, Timeout.InfiniteTimeSpan);
            }
            catch (FaultException refused)
            {
                _logger.LogInformation("Talk {Talk} is not taken on air: {Reason}", _talk.Id, refused.Message);
            }
            catch (Exception defect)
            {
                _logger.LogError(defect, "Talk {Talk} is due and could not be taken on air", _talk.Id);
            }
        }
    }
}
