using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Programme;

namespace TalksPlatform.Broadcast.Media.Outputs;

/// <summary>The outputs of one talk that are running, each under its own supervision.</summary>
internal sealed class OutputRack(TalkProgramme programme, TimeProvider time, ILogger logger)
{
    private readonly Lock _changes = new();
    private volatile ImmutableList<Slot> _slots = [];
    private bool _closed;

    public IReadOnlyList<OutputView> Views => [.. _slots.Select(slot => slot.Output.View)];

    public IReadOnlyList<IOutput> Outputs => [.. _slots.Select(slot => slot.Output.Output)];

    /// <summary>Starts an output; in a rack that was stopped, none.</summary>
    public void Add(IOutput output, CancellationToken ct)
    {
        lock (_changes)
        {
            if (_closed)
                return;
            if (output is IProgrammeOutput listening)
                programme.Attach(listening);
            var supervised = new SupervisedOutput(output, time, logger);
            var stopping = CancellationTokenSource.CreateLinkedTokenSource(ct);
            _slots = _slots.Add(new Slot(supervised, Task.Run(() => supervised.RunAsync(stopping.Token), CancellationToken.None), stopping));
        }
    }

    /// <summary>Stops an output while the programme goes on, and forgets it.</summary>
    public async Task RemoveAsync(IOutput output)
    {
        Slot slot;
        lock (_changes)
        {
            if (_slots.Find(slot => slot.Output.Output == output) is not { } found)
                return;
            _slots = _slots.Remove(slot = found);
        }
        if (output is IProgrammeOutput listening)
            programme.Detach(listening);
        await StopAsync(slot);
    }

    /// <summary>Waits until an output has finished by itself, and stops it when its time is up.</summary>
    /// <param name="output">One of the outputs.</param>
    /// <param name="patience">How long it may take; infinite for what must not be cut short.</param>
    public async Task FinishAsync(IOutput output, TimeSpan patience)
    {
        if (_slots.Find(slot => slot.Output.Output == output) is not { } slot)
            return;
        var patient = Task.Delay(patience, time, slot.Stopping.Token);
        if (await Task.WhenAny(slot.Running, patient) != slot.Running)
            await slot.Stopping.CancelAsync();
        await slot.Running;
        await slot.Stopping.CancelAsync();
    }

    /// <summary>Stops all, for good.</summary>
    public async Task StopAsync()
    {
        ImmutableList<Slot> all;
        lock (_changes)
        {
            _closed = true;
            (all, _slots) = (_slots, []);
        }
        await Task.WhenAll(all.Select(StopAsync));
    }

    private static async Task StopAsync(Slot slot)
    {
        await slot.Stopping.CancelAsync();
        await slot.Running;
        slot.Stopping.Dispose();
    }

    private sealed record Slot(SupervisedOutput Output, Task Running, CancellationTokenSource Stopping);
}
