using TalksPlatform.Broadcast.Hubs;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>Has every studio told how its sound is.</summary>
internal sealed class StudioMonitoring(IStudioSignals signals, TimeProvider time) : IProgrammeCompanion
{
    public Task RunAsync(ProgrammeRun run, CancellationToken ct) => new StudioMonitor(run, signals, time).RunAsync(ct);
}

/// <summary>Tells the studio ten times a second how the sound is: voices, outputs, loudness. What did not change is not told again.</summary>
internal sealed class StudioMonitor(ProgrammeRun run, IStudioSignals signals, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly ProgrammeMeter _meter = new(run.Programme.Legs);
    private IReadOnlyList<VoiceView> _voices = [];
    private IReadOnlyList<OutputView> _outputs = [];
    private ProgrammeView? _programme;
    private bool _live;

    /// <summary>Runs until it is cancelled; that is no error.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            Measure();
            Tell();
        }
        while (await NextAsync(timer, ct));
        signals.Voices(run.Programme.Talk, []);
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Measure()
    {
        if (run.Programme.IsLive && !_live)
            _meter.Restart();
        _live = run.Programme.IsLive;
        _meter.Measure();
    }

    private void Tell()
    {
        var talk = run.Programme.Talk;
        var voices = run.Programme.Voices;
        if (!voices.SequenceEqual(_voices))
            signals.Voices(talk, _voices = voices);

        var outputs = run.OutputViews;
        if (!outputs.SequenceEqual(_outputs))
            signals.Outputs(talk, _outputs = outputs);

        var programme = _meter.View with { Unsaved = run.Session.Standing.Unsaved };
        if (programme != _programme)
            signals.Programme(talk, _programme = programme);
    }
}
