using System.Numerics.Tensors;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>Why a programme may not go out as it is.</summary>
internal enum GuardCause
{
    /// <summary>Nothing is heard.</summary>
    Silence,

    /// <summary>The same is heard again and again: a buffer does not move on.</summary>
    Stuck,

    /// <summary>One tone, and nothing else.</summary>
    Tone,
}

/// <summary>How the guard stands.</summary>
internal enum GuardState
{
    /// <summary>The talk is not on air: silence is as it should be.</summary>
    Idle,

    /// <summary>A programme is heard.</summary>
    Ok,

    /// <summary>It has been silent for a while.</summary>
    Warning,

    /// <summary>Something else goes out in its place.</summary>
    Filling,

    /// <summary>Somebody said that the silence is on purpose.</summary>
    Quiet,
}

/// <summary>
/// Judges what the mixer gives, frame by frame, and says when something else has to go out in its place and when no more.
/// It knows neither clock nor mixer.
/// </summary>
internal sealed class ProgrammeGuard
{
    private readonly SilenceGuard _silence = new();
    private readonly ToneDetector _tone = new();
    private readonly StuckDetector _stuck = new();
    private readonly Decimator _decimator = new();
    private readonly float[] _low = new float[Decimator.Length];

    public GuardState State { get; private set; }

    /// <summary>Why it fills in; null while it does not.</summary>
    public GuardCause? Cause { get; private set; }

    /// <summary>In words for the studio; null when it is silence, or nothing.</summary>
    public string? Detail { get; private set; }

    /// <summary>For how long nothing was heard.</summary>
    public TimeSpan Silent => State is GuardState.Idle or GuardState.Quiet ? TimeSpan.Zero : _silence.Silent;

    /// <summary>What is heard must not go out any more.</summary>
    public bool Cuts => State == GuardState.Filling && Fault is not null;

    /// <summary>When its state will be another one if things go on like this; null when nobody knows.</summary>
    public TimeSpan? ToGo => State switch
    {
        GuardState.Warning => SilenceGuard.DeadAfter - _silence.Silent,
        GuardState.Filling => Fault is null ? _silence.AliveIn ?? (_silence.IsDead ? null : TimeSpan.Zero) : null,
        _ => null,
    };

    /// <summary>A fault that is heard just now.</summary>
    private GuardCause? Fault => _tone.Hertz is not null ? GuardCause.Tone : !_tone.IsTone && _stuck.Period is not null ? GuardCause.Stuck : null;

    /// <summary>Hears one frame.</summary>
    /// <param name="frame">960 samples.</param>
    /// <param name="isLive">The talk is on air.</param>
    /// <param name="isQuiet">Silence is on purpose just now.</param>
    public void Hear(ReadOnlySpan<float> frame, bool isLive, bool isQuiet)
    {
        _decimator.Process(frame, _low);
        if (!isLive || isQuiet)
        {
            Rest(isLive ? GuardState.Quiet : GuardState.Idle);
            return;
        }
        var wasDead = _silence.IsDead;
        _silence.Hear(MathF.Abs(TensorPrimitives.MaxMagnitude(frame)));
        _tone.Hear(_low);
        _stuck.Hear(_low);
        Judge(wasDead);
    }

    private void Judge(bool wasDead)
    {
        if (Fault is { } fault)
        {
            (State, Cause) = (GuardState.Filling, fault);
            Detail = fault == GuardCause.Tone
                ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_tone.Hertz:f0} Hz")
                : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_stuck.Period!.Value.TotalSeconds:0.##} s");
            _silence.Die(); // once it is gone, a programme has to be heard before anything else
        }
        else if (_silence.IsDead)
        {
            if (!wasDead || State != GuardState.Filling)
                (Cause, Detail) = (GuardCause.Silence, null);
            State = GuardState.Filling;
        }
        else
        {
            State = _silence.Silent >= SilenceGuard.WarnAfter ? GuardState.Warning : GuardState.Ok;
            (Cause, Detail) = (null, null);
        }
    }

    private void Rest(GuardState state)
    {
        if (State == state)
            return;
        (State, Cause, Detail) = (state, null, null);
        _silence.Restart();
        _tone.Restart();
        _stuck.Restart();
    }
}
