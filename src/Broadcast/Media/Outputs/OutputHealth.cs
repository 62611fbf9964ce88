using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;

namespace TalksPlatform.Broadcast.Media.Outputs;

/// <summary>How an output does, as the studio sees it. Set by its own loop, read by any thread.</summary>
internal sealed class OutputHealth(IOutput output, ILogger logger, TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private volatile OutputView _view = new(output.Name, output.Kind, "starting")
    {
        Id = (output as IConfiguredOutput)?.Configuration.Id,
        Since = (time ?? TimeProvider.System).GetUtcNow(),
    };

    public OutputView View => _view;

    /// <summary>It begins, once more.</summary>
    public void Trying() => _view = _view with { Tries = _view.Tries + 1 };

    /// <summary>It works.</summary>
    /// <param name="warning">What the studio should know of though it works.</param>
    /// <param name="onBackup">It goes to its second address.</param>
    public void Running(string? warning = null, bool onBackup = false) => Become("running", warning, null, onBackup);

    /// <summary>So many listen there.</summary>
    public void Heard(int? listeners) => _view = _view with { Listeners = listeners };

    /// <summary>It does not work now and tries again by itself.</summary>
    public void Retrying(string reason, string? code = null) => Become("retrying", reason, code, false);

    public void Stopped(string? reason = null) => Become("stopped", reason, null, false);

    private void Become(string state, string? reason, string? code, bool onBackup)
    {
        var before = _view;
        if (before.State == state && before.Reason == reason && before.OnBackup == onBackup)
            return;
        _view = before with
        {
            State = state,
            Reason = reason,
            Code = code,
            OnBackup = onBackup,
            Since = before.State == state ? before.Since : _time.GetUtcNow(),
            Listeners = state == "running" ? before.Listeners : null,
        };
        logger.Log(
            state == "retrying" ? LogLevel.Warning : LogLevel.Information, "Output {Output} is {State} {Reason}", before.Name, state, reason);
    }
}
