using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Contributions;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>A talk's sound tick by tick, without a clock, and what comes back to its voices.</summary>
internal sealed class TickedProgramme
{
    private readonly ProgrammeMeter _meter;
    private readonly Foldback _foldback;
    private long _tick;

    public TickedProgramme()
    {
        _meter = new ProgrammeMeter(Talk.Legs);
        _foldback = new Foldback(Talk, new ReturnEngine(workers: 0), NullLogger.Instance);
    }

    public TalkProgramme Talk { get; } = new(new TalkId(Guid.NewGuid()));

    public ProgrammeView View => _meter.View;

    /// <summary>What makes its returns.</summary>
    public Foldback Foldback => _foldback;

    /// <summary>Who is on air.</summary>
    public StageState Stage { get; private set; } = StageState.Empty;

    public Tap Take(ProgrammeLeg leg)
    {
        var tap = new Tap(leg);
        Talk.Attach(tap);
        return tap;
    }

    public async Task SeatOnAirAsync(IContribution line, StripSettings? strip = null)
    {
        await Talk.SeatAsync(line);
        PutOnAir(line, strip: strip);
    }

    public void PutOnAir(IContribution line, bool muted = false, StripSettings? strip = null) => Follow(Stage.OnAir.SetItem(
        line.Id, new OnAirVoice(line.Id, line.Name, line.Kind, muted, Since: 1) { Strip = strip ?? StripSettings.Neutral }));

    public void TakeOffAir(IContribution line) => Follow(Stage.OnAir.Remove(line.Id));

    /// <summary>Runs the sound, and its meters and its rider five ticks apart.</summary>
    public void Tick(int times)
    {
        for (var i = 0; i < times; i++)
        {
            Talk.Tick(_tick++);
            _foldback.Work();
            if (_tick % 5 == 0)
                _meter.Measure();
        }
    }

    private void Follow(System.Collections.Immutable.ImmutableDictionary<ContributionId, OnAirVoice> onAir)
    {
        Stage = new(onAir);
        Talk.Follow(new TalkState(Talk.Talk) { Stage = Stage });
    }
}

/// <summary>Takes down what one leg bears.</summary>
internal sealed class Tap(ProgrammeLeg leg) : IProgrammeOutput
{
    private readonly List<float> _heard = [];

    public string Name => leg.ToString();

    public string Kind => "tap";

    public ProgrammeLeg Leg => leg;

    public FrameRing Frames { get; } = FrameRing.Holding(TimeSpan.FromMinutes(3));

    /// <summary>All so far.</summary>
    public float[] Heard
    {
        get
        {
            while (Frames.TryRead(out var frame))
            {
                _heard.AddRange(frame.Samples);
                frame.Release();
            }
            return [.. _heard];
        }
    }

    public Task RunAsync(OutputHealth health, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>A voice's connection, and what she hears by it.</summary>
internal sealed class Line(VoiceKind kind, IAudioSource? voice) : IContribution
{
    private readonly List<float> _heard = [];
    private int _returns;

    public ContributionId Id { get; } = ContributionId.New();

    public string Name => kind.ToString();

    public VoiceKind Kind => kind;

    public bool Connected => true;

    public string? Digits => null;

    public int? Quality => null;

    public Task Ended => Task.CompletedTask;

    public bool TakesReturn => true;

    public bool IsBed { get; init; }

    /// <summary>All that came back to her so far.</summary>
    public float[] Heard => [.. _heard];

    public bool Read(Span<float> samples)
    {
        if (voice is not null)
            return voice.Read(samples);
        samples.Clear();
        return false;
    }

    /// <summary>How many frames came back; may be asked from another thread.</summary>
    public int Returns => Volatile.Read(ref _returns);

    public void SendReturn(ReadOnlySpan<float> samples)
    {
        _heard.AddRange(samples);
        Interlocked.Increment(ref _returns);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
