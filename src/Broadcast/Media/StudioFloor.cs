using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Media;

/// <summary>Follows every open talk and gives it a programme, for as long as this node holds the talk's media lease.</summary>
internal sealed class StudioFloor(
    TalkDirectory talks, StudioEquipment equipment, MediaHomes homes, SoundEraser eraser, BroadcastDb db, ILogger<StudioFloor> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>What is told to whoever asks for a programme that does not run here.</summary>
    public static readonly Fault NotHere = new("talk.no-studio", FaultKind.Unavailable,
        "The studio of this talk is not open. Try again in a few seconds.");

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<TalkId, ProgrammeRun> _runs = new();
    private readonly ConcurrentDictionary<TalkId, Task> _running = new();
    private readonly CancellationTokenSource _closing = new();
    private IDisposable? _following;
    private bool _disposed;

    /// <summary>The programmes that run here.</summary>
    public IEnumerable<ProgrammeRun> Runs => _runs.Values;

    /// <summary>The programme of a talk; null when it does not run here, or not yet.</summary>
    public ProgrammeRun? TryFind(TalkId talk) => _runs.GetValueOrDefault(talk);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _following = talks.Follow(session => _ = _running.GetOrAdd(session.Id, _ => Task.Run(() => RunAsync(session))));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_disposed)
            return;
        _following?.Dispose();
        await _closing.CancelAsync();
        await Task.WhenAll(_running.Values);
    }

    // The container disposes of it twice: as itself and as a hosted service.
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        await StopAsync(CancellationToken.None);
        _disposed = true;
        _closing.Dispose();
    }

    private async Task RunAsync(TalkSession session)
    {
        while (session.State.IsOpen && !_closing.IsCancellationRequested)
        {
            try
            {
                await using var lease = await MediaLease.TakeAsync(session.Id, db, equipment.Time, logger, _closing.Token);
                await homes.MoveInAsync(session.Id, _closing.Token);
                using var stopping = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, lease.Superseded);
                await RunProgrammeAsync(session, stopping.Token);
            }
            catch (OperationCanceledException)
            {
                // Closing, or another node has it now: then the next round waits for the lease.
            }
            catch (Exception failure)
            {
                logger.LogCritical(failure, "Talk {Talk}: its programme failed and begins again", session.Id);
                await Task.Delay(RetryAfter, equipment.Time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        await eraser.EraseAsync(session, _closing.Token); // also when another node mixed it to its end
        _running.TryRemove(session.Id, out _);
    }

    private async Task RunProgrammeAsync(TalkSession session, CancellationToken ct)
    {
        using var run = new ProgrammeRun(session, equipment, logger, ct);
        _runs[session.Id] = run;
        try
        {
            await run.RunAsync();
        }
        finally
        {
            _runs.TryRemove(session.Id, out _);
        }
    }
}
