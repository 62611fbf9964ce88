using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Outputs.Probing;
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
    private readonly CancellationToken _stopping;
    private readonly TaskCompletionSource _live = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TalkStanding? _followed;
    private BlockList _blocked = BlockList.Empty;
    private ImmutableDictionary<PersonId, long> _hungUp = ImmutableDictionary<PersonId, long>.Empty;

    /// <summary>A programme that begins with <see cref="RunAsync"/>.</summary>
    /// <param name="session">The talk.</param>
    /// <param name="equipment">What the house lends.</param>
    /// <param name="logger">Hears how it goes.</param>
    /// <param name="stopping">This node is to give it up; it goes on elsewhere, or after the restart.</param>
    public ProgrammeRun(TalkSession session, StudioEquipment equipment, ILogger logger, CancellationToken stopping)
    {
        (_session, _equipment, _logger, _stopping) = (session, equipment, logger, stopping);
        Programme = new TalkProgramme(session.Id);
        Foldback = new Foldback(Programme, equipment.Returns, logger);
        Rack = new OutputRack(Programme, equipment.Time, logger);
        Configured = new ConfiguredOutputs(Programme, Rack, equipment.Outputs, equipment.Time, logger, stopping);
    }

    public TalkProgramme Programme { get; }

    public Foldback Foldback { get; }

    public OutputRack Rack { get; }

    /// <summary>Those of the rack's outputs that somebody asked for.</summary>
    public ConfiguredOutputs Configured { get; }

    /// <summary>Those that begin on air only, as they were tried before.</summary>
    public OutputProbes Probes { get; } = new();

    /// <summary>All that the programme goes to: what runs, and before air what was tried.</summary>
    public IReadOnlyList<OutputView> OutputViews => _live.Task.IsCompleted || _over.Task.IsCompleted ? Rack.Views : [.. Rack.Views, .. Probes.Views];

    /// <summary>A recording that was begun is brought to its end, whatever the rules say by now.</summary>
    public bool IsRecorded => _session.State is { OpenRecording: not null } or { Card: not { Rules.NotRecorded: true } };

    /// <summary>The talk itself: its state, and whom to ask for what is to happen in it.</summary>
    public TalkSession Session => _session;

    /// <summary>Who an authenticated request is in this talk.</summary>
    public Actor ActorOf(ClaimsPrincipal user) => _session.State.ActorOf(user);

    /// <summary>She may not take part in this talk any more.</summary>
    public bool IsBlocked(PersonId person) => _session.State.Blocked.Contains(person);

    public string? Slug => _session.State.Card?.Slug;

    /// <summary>The hand of somebody in the audience whom the studio called up; null of everybody else.</summary>
    public Hand? CalledHandOf(PersonId person) =>
        _session.State.Hands is { } hands && hands.MaySend(person) ? hands.Find(person) : null;

    /// <summary>Runs until the talk is over and its recording is closed.</summary>
    public async Task RunAsync()
    {
        using var leading = _session.Lead(Follow);
        Follow();

        _equipment.Clock.Attach(Programme);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(_stopping);
        var companions = new CompanionKeeper(this, _equipment.Companions, _equipment.Time, _logger).RunAsync(leaving.Token);
        var configuring = Configured.ApplyWhenReadableAsync(_over.Task);
        try
        {
            await Task.WhenAny(_live.Task, _over.Task).WaitAsync(_stopping);
            if (_session.State.LiveAt is not null)
                await BroadcastAsync(_stopping);
        }
        finally
        {
            await leaving.CancelAsync();
            await companions;
            await Rack.StopAsync();
            _equipment.Clock.Detach(Programme);
            await Programme.CloseAsync();
            await configuring.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        Foldback.Dispose();
        Configured.Dispose();
    }

    private async Task BroadcastAsync(CancellationToken ct)
    {
        var recording = _session.State.NotRecorded ? null : new TalkRecording(_session, _equipment.Data, _equipment.Clock, _equipment.Time, _logger, () => Programme.Taps);
        if (!_over.Task.IsCompleted)
        {
            if (recording is not null)
            {
                Rack.Add(recording.Output, ct);
                Programme.TapVoices();
            }
            Programme.GoLive();
            foreach (var output in _equipment.Standing.Select(standing => standing.Create(Programme)).OfType<IOutput>())
                Rack.Add(output, ct);
            _logger.LogInformation("Talk {Talk} is on air", _session.Id);

            var noting = recording?.NoteOpenAsync(ct) ?? Task.CompletedTask;
            var configuring = Configured.ApplyWhenReadableAsync(_over.Task);
            await _over.Task.WaitAsync(ct);
            Programme.End();
            await Task.WhenAll(FinishRecordingAsync(recording, noting, ct), FinishOthersAsync(recording?.Output), configuring);
        }
        else if (recording is not null)
        {
            await recording.CloseAsync(ct); // it ended while nobody was here
        }
    }

    /// <summary>Nothing cuts the recording short, and nothing that it shares the rack with delays its closing.</summary>
    private async Task FinishRecordingAsync(TalkRecording? recording, Task noting, CancellationToken ct)
    {
        if (recording is null)
            return;
        await Rack.FinishAsync(recording.Output, Timeout.InfiniteTimeSpan);
        await noting;
        await recording.CloseAsync(ct);
    }

    /// <summary>Encoders have a few seconds for their last bytes; lines are hung up.</summary>
    private async Task FinishOthersAsync(IOutput? recording)
    {
        await Task.WhenAll(Rack.Outputs.Where(output => output != recording).Select(output =>
            Rack.FinishAsync(output, output is IProgrammeOutput ? FinishPatience : TimeSpan.Zero)));
        foreach (var standing in _equipment.Standing)
            standing.Forget(_session.Id);
        _logger.LogInformation("Talk {Talk} is off the air. The clock's latest tick ever came {Lateness} late, and it skipped {Skipped}",
            _session.Id, _equipment.Clock.WorstLateness, _equipment.Clock.Skipped);
    }

    /// <summary>On the talk's commit loop, or of whoever gave what cannot wait: quick, and the latest, however often it is told.</summary>
    private void Follow()
    {
        TalkState state;
        lock (_following)
        {
            var standing = _session.Standing;
            if (standing == _followed)
                return;
            _followed = standing;
            state = standing.State;
            Programme.Follow(standing.Foreseen);
            HangUp(state.Hands);
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

    /// <summary>Cuts the lines of callers whom the studio dropped since it was last looked; whoever calls again stays.</summary>
    private void HangUp(HandLine hands)
    {
        var before = _hungUp;
        if (ReferenceEquals(before, _hungUp = hands.HungUp))
            return;
        foreach (var seat in Programme.Seats)
        {
            var person = new PersonId(seat.Id.Value);
            if (seat.Contribution is { } contribution && hands.HungUp.GetValueOrDefault(person) != before.GetValueOrDefault(person))
                _ = Programme.UnseatAsync(contribution);
        }
    }
}
