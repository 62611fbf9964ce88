using System.Security.Claims;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Recording;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>
/// One open talk on the studio floor, from its green room to its closed recording. It starts wherever the log says that
/// the talk stands: after a crash in the middle of the programme, that is "live", and everything goes on.
/// </summary>
internal sealed class ProgrammeRun : IDisposable
{
    private static readonly TimeSpan FinishPatience = TimeSpan.FromSeconds(15);

    private readonly Lock _following = new();
    private readonly TalkSession _session;
    private readonly StudioEquipment _equipment;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _live = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _configuring = new(1);
    private CancellationToken _stopping;
    private long _seq = -1;
    private BlockList _blocked = BlockList.Empty;

    public ProgrammeRun(TalkSession session, StudioEquipment equipment, ILogger logger)
    {
        (_session, _equipment, _logger) = (session, equipment, logger);
        Programme = new TalkProgramme(session.Id);
        Foldback = new Foldback(Programme, logger);
        Rack = new OutputRack(Programme, equipment.Time, logger);
    }

    public TalkProgramme Programme { get; }

    public Foldback Foldback { get; }

    public OutputRack Rack { get; }

    /// <summary>Who an authenticated request is in this talk.</summary>
    public Actor ActorOf(ClaimsPrincipal user) => _session.State.ActorOf(user);

    /// <summary>She may not take part in this talk any more.</summary>
    public bool IsBlocked(PersonId person) => _session.State.Blocked.Contains(person);

    public string? Slug => _session.State.Card?.Slug;

    /// <summary>The hand of somebody in the audience whom the studio called up; null of everybody else.</summary>
    public Hand? CalledHandOf(PersonId person) =>
        _session.State.Hands is { } hands && hands.MaySend(person) ? hands.Find(person) : null;

    /// <summary>Runs until the talk is over and its recording is closed.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        _stopping = ct;
        using var following = _session.Subscribe((state, _) => Follow(state));
        Follow(_session.State);

        _equipment.Clock.Attach(Programme);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var signals = new StudioMonitor(this, _equipment).RunAsync(watching.Token);
        try
        {
            await Task.WhenAny(_live.Task, _over.Task).WaitAsync(ct);
            if (_session.State.LiveAt is not null)
                await BroadcastAsync(ct);
        }
        finally
        {
            await watching.CancelAsync();
            await signals;
            await Rack.StoppedAsync();
            _equipment.Clock.Detach(Programme);
            await LeaveAllAsync();
        }
    }

    public void Dispose()
    {
        Foldback.Dispose();
        _configuring.Dispose();
    }

    /// <summary>Starts and stops configured outputs, so that they are those that are wanted now.</summary>
    public async Task ConfigureAsync(CancellationToken ct)
    {
        if (!Programme.IsLive)
            return; // they are read when the programme begins
        await _configuring.WaitAsync(ct);
        try
        {
            var wanted = await _equipment.Outputs.ReadAsync(_session.Id, ct);
            IConfiguredOutput[] running = [.. Rack.Outputs.OfType<IConfiguredOutput>()];
            foreach (var output in running.Where(output => !wanted.Contains(output.Configuration)))
                await Rack.RemoveAsync(output);
            foreach (var configuration in wanted.Except(running.Select(output => output.Configuration)))
                Rack.Add(_equipment.Outputs.Create(configuration, Programme), _stopping);
        }
        finally
        {
            _configuring.Release();
        }
    }

    private async Task BroadcastAsync(CancellationToken ct)
    {
        var recording = new TalkRecording(_session, _equipment.Data, _equipment.Clock, _equipment.Time, _logger);
        if (!_over.Task.IsCompleted)
        {
            Rack.Add(recording.Output, ct);
            Programme.GoLive();
            foreach (var output in _equipment.CreateStandingOutputs(Programme))
                Rack.Add(output, ct);
            _logger.LogInformation("Talk {Talk} is on air", _session.Id);

            var noting = recording.NoteOpenAsync(ct);
            var configuring = KeepConfiguringAsync(ct);
            await _over.Task.WaitAsync(ct);
            Programme.End();
            await Task.WhenAll(FinishRecordingAsync(recording, noting, ct), FinishOthersAsync(recording.Output), configuring);
        }
        else
        {
            await recording.CloseAsync(ct); // it ended while nobody was here
        }
    }

    /// <summary>Nothing cuts the recording short, and nothing that it shares the rack with delays its closing.</summary>
    private async Task FinishRecordingAsync(TalkRecording recording, Task noting, CancellationToken ct)
    {
        await Rack.FinishAsync(recording.Output, Timeout.InfiniteTimeSpan);
        await noting;
        await recording.CloseAsync(ct);
    }

    /// <summary>Encoders have a few seconds for their last bytes; lines are hung up.</summary>
    private async Task FinishOthersAsync(IOutput recording)
    {
        await Task.WhenAll(Rack.Outputs.Where(output => output != recording).Select(output =>
            Rack.FinishAsync(output, output is IProgrammeOutput ? FinishPatience : TimeSpan.Zero)));
        _equipment.Streams.Forget(_session.Id);
        _equipment.Mp3.Forget(_session.Id);
        _logger.LogInformation("Talk {Talk} is off the air. The clock's latest tick ever came {Lateness} late, and it skipped {Skipped}",
            _session.Id, _equipment.Clock.WorstLateness, _equipment.Clock.Skipped);
    }

    /// <summary>The configured outputs lie in PostgreSQL, which may be away just now.</summary>
    private async Task KeepConfiguringAsync(CancellationToken ct)
    {
        while (!_over.Task.IsCompleted)
        {
            try
            {
                await ConfigureAsync(ct);
                return;
            }
            catch (Exception passing) when (passing is System.Data.Common.DbException or IOException or TimeoutException)
            {
                _logger.LogWarning("Talk {Talk}: its outputs could not be read ({Reason})", _session.Id, passing.Message);
            }
            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(2), _equipment.Time, ct), _over.Task);
        }
    }

    /// <summary>On the talk's commit loop: quick, and in any order, for a state may be seen twice.</summary>
    private void Follow(TalkState state)
    {
        lock (_following)
        {
            if (state.Seq <= _seq)
                return;
            _seq = state.Seq;
            Programme.Follow(state);
        }
        ShowOut(state.Blocked);
        if (state.Phase == TalkPhase.Live)
            _live.TrySetResult();
        if (state.Phase == TalkPhase.Ended)
            _over.TrySetResult();
    }

    /// <summary>Hangs up on whoever was blocked: a speaker's browser and a caller's telephone alike.</summary>
    private void ShowOut(BlockList blocked)
    {
        if (blocked == Interlocked.Exchange(ref _blocked, blocked))
            return;
        foreach (var seat in Programme.Seats)
            if (seat.Contribution is { } contribution && blocked.Contains(new PersonId(seat.Id.Value)))
                _ = Programme.UnseatAsync(contribution);
    }

    private async Task LeaveAllAsync()
    {
        foreach (var contribution in Programme.Seats.Select(seat => seat.Contribution).OfType<Contributions.IContribution>().ToArray())
            await Programme.UnseatAsync(contribution);
    }
}
