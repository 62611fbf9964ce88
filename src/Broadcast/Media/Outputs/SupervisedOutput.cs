using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;

namespace TalksPlatform.Broadcast.Media.Outputs;

/// <summary>Keeps one output running until the programme ends: whenever it fails it is started again, later each time.</summary>
internal sealed class SupervisedOutput(IOutput output, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly OutputHealth _health = new(output, logger, time);

    public IOutput Output => output;

    public OutputView View => output.Describe(_health.View);

    public async Task RunAsync(CancellationToken ct)
    {
        var pause = FirstPause;
        while (!ct.IsCancellationRequested)
        {
            _health.Trying();
            var wait = pause;
            var startedAt = time.GetTimestamp();
            try
            {
                await output.RunAsync(_health, ct);
                _health.Stopped();
                return;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure) // whatever it is: one output must never end the others
            {
                logger.LogDebug(failure, "Output {Output} failed", output.Name);
                _health.Retrying(failure.Message, OutputException.CodeOf(failure));
                wait = output.PauseAfter(failure, pause);
            }

            if (time.GetElapsedTime(startedAt) > 2 * LongestPause)
                (pause, wait) = (FirstPause, wait < pause ? wait : FirstPause); // it worked for a while: this is a new trouble
            await Task.Delay(wait, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
        _health.Stopped();
    }
}
