using TalksPlatform.Broadcast.Alarms;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>Raises an alarm for each output that has not worked for a while, and for what the recording warns of.</summary>
internal sealed class OutputWatching(AlarmBook alarms, TimeProvider time) : IProgrammeCompanion
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public async Task RunAsync(ProgrammeRun run, CancellationToken ct)
    {
        var watch = new OutputWatch(run.Programme.Talk, alarms, time);
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            watch.Look(run.Rack.Views, run.Programme.IsLive);
        }
        while (await timer.WaitForNextTickAsync(ct));
    }
}

/// <summary>The same of one talk.</summary>
internal sealed class OutputWatch(TalkId talk, AlarmBook alarms, TimeProvider time)
{
    private const string Recording = "recording";

    /// <summary>An output begins again by itself after a stumble; only what lasts is worth an alarm.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, long> _failing = new(StringComparer.Ordinal);

    /// <summary>Looks at all outputs of the talk. A station that calls us is missed once the talk is on air, and not before.</summary>
    public void Look(IReadOnlyList<OutputView> outputs, bool isLive)
    {
        foreach (var gone in _failing.Keys.Except(outputs.Select(output => output.Name), StringComparer.Ordinal).ToArray())
            Mend(gone);
        foreach (var output in outputs)
        {
            if (output.State == "retrying" && (isLive || output.Code != OutputException.Waiting))
                Fail(output);
            else
                Mend(output.Name, output.Kind);
            if (output.Kind == Recording)
                alarms.Set(output is { State: "running", Reason: not null }, talk, AlarmCodes.RecordingDisk, AlarmLevel.Warning, reason: output.Reason);
        }
    }

    private void Fail(OutputView output)
    {
        var now = time.GetTimestamp();
        if (_failing.TryAdd(output.Name, now) || time.GetElapsedTime(_failing[output.Name], now) < Patience)
            return;
        if (output.Kind == Recording)
            alarms.Raise(talk, AlarmCodes.RecordingFailing, AlarmLevel.Fault, reason: output.Reason);
        else
            alarms.Raise(talk, AlarmCodes.OutputFailing, AlarmLevel.Fault, output.Name, output.Reason);
    }

    private void Mend(string name, string? kind = null)
    {
        if (!_failing.Remove(name))
            return;
        if (kind is null or Recording)
            alarms.Clear(talk, AlarmCodes.RecordingFailing);
        alarms.Clear(talk, AlarmCodes.OutputFailing, name);
    }
}
