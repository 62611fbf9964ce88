using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media.Programme;

namespace TalksPlatform.Broadcast.Media.Outputs.Configuration;

/// <summary>
/// Keeps those outputs of a talk running that somebody asked for: some of them from the green room on, all while it is on
/// air. Thread-safe.
/// </summary>
/// <param name="programme">What they take.</param>
/// <param name="rack">Where they run.</param>
/// <param name="desk">Knows what is asked for.</param>
/// <param name="time">Whose patience it has.</param>
/// <param name="logger">Hears what holds them up.</param>
/// <param name="stopping">Ends them all.</param>
internal sealed class ConfiguredOutputs(
    TalkProgramme programme, OutputRack rack, OutputDesk desk, TimeProvider time, ILogger logger, CancellationToken stopping) : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _applying = new(1);

    /// <summary>Starts and stops outputs, so that they are those that are wanted now.</summary>
    public async Task ApplyAsync(CancellationToken ct)
    {
        await _applying.WaitAsync(ct);
        try
        {
            var asked = await desk.ReadAsync(programme.Talk, ct);
            if (programme.IsOver)
                return;
            OutputConfiguration[] wanted = [.. asked.Where(output => programme.IsLive || desk.RunsBeforeAir(output))];
            IConfiguredOutput[] running = [.. rack.Outputs.OfType<IConfiguredOutput>()];
            foreach (var output in running.Where(output => !wanted.Contains(output.Configuration)))
                await rack.RemoveAsync(output);
            foreach (var configuration in wanted.Except(running.Select(output => output.Configuration)))
                rack.Add(desk.Create(configuration, programme), stopping);
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <summary>The same, however often it fails, as while PostgreSQL is away, in which they lie; it gives up when the programme is over.</summary>
    /// <param name="over">Completes then.</param>
    public async Task ApplyWhenReadableAsync(Task over)
    {
        string? told = null;
        while (!over.IsCompleted)
        {
            try
            {
                await ApplyAsync(stopping);
                return;
            }
            catch (Exception passing) when (passing is not OperationCanceledException || !stopping.IsCancellationRequested)
            {
                if (passing.Message != told)
                    logger.LogWarning(passing, "Talk {Talk}: its outputs could not be read or begun; it is tried again ({Reason})", programme.Talk, passing.Message);
                told = passing.Message;
            }
            await Task.WhenAny(Task.Delay(RetryAfter, time, stopping), over);
        }
    }

    public void Dispose() => _applying.Dispose();
}
