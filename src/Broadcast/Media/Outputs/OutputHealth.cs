using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;

namespace TalksPlatform.Broadcast.Media.Outputs;

/// <summary>How an output does, as the studio sees it. Set by its own loop, read by any thread.</summary>
internal sealed class OutputHealth(IOutput output, ILogger logger)
{
    private volatile OutputView _view = new(output.Name, output.Kind, "starting");

    public OutputView View => _view;

    /// <summary>It works.</summary>
    /// <param name="warning">What the studio should know of though it works.</param>
    public void Running(string? warning = null) => Become("running", warning);

    /// <summary>It does not work now and tries again by itself.</summary>
    public void Retrying(string reason) => Become("retrying", reason);

    public void Stopped(string? reason = null) => Become("stopped", reason);

    private void Become(string state, string? reason)
    {
        var before = _view;
        if (before.State == state && before.Reason == reason)
            return;
        _view = before with { State = state, Reason = reason };
        logger.Log(
            state == "retrying" ? LogLevel.Warning : LogLevel.Information, "Output {Output} is {State} {Reason}", before.Name, state, reason);
    }
}
