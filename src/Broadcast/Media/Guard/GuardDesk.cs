using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Sounds;
using TalksPlatform.Broadcast.Mix;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>
/// Hears what the mixer of one talk gives and fills in when that fails: a bed, then the station's ident, then the next item,
/// until a programme is heard again. It needs neither log nor database for that. One thread at a time.
/// </summary>
/// <param name="input">The mixer's ear and mouth for it.</param>
/// <param name="open">Finds a sound.</param>
/// <param name="logger">Hears of sounds that cannot be played.</param>
internal sealed class GuardDesk(FallbackInput input, Func<ShelvedSound, SoundTape> open, ILogger logger) : IDisposable
{
    private static readonly TimeSpan In = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan Out = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Over = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EarTime = TimeSpan.FromSeconds(5);

    private readonly ProgrammeGuard _guard = new();
    private readonly SampleRing _ear = new((int)(EarTime / AudioFrame.Duration), AudioFrame.Length);
    private readonly float[] _frame = new float[AudioFrame.Length];
    private FallbackStep? _step;
    private SoundPlayer? _player;
    private long _frames; // since this step began
    private bool _leaving; // it fades away because a programme is heard
    private bool _ends; // it fades away because something else comes

    /// <summary>What lies on the shelf.</summary>
    public FallbackPlan Plan { get; } = new();

    public GuardState State => _guard.State;

    public GuardCause? Cause => _guard.Cause;

    /// <summary>In words for the studio, or null.</summary>
    public string? Detail => _guard.Detail;

    /// <summary>For how long something has been going out that is to be heard.</summary>
    public TimeSpan AudibleFor { get; private set; }

    /// <summary>How it stands, as the studio sees it.</summary>
    /// <param name="quietFor">For how long silence is on purpose.</param>
    public GuardView View(TimeSpan quietFor) => new(
        _guard.State,
        _guard.Cause,
        _leaving ? null : _step?.Kind,
        _leaving ? null : _step?.Sound.Name,
        (int)_guard.Silent.TotalSeconds,
        Seconds(_guard.State == GuardState.Quiet ? quietFor : _guard.ToGo));

    /// <summary>Hears all that has come since, and does what that asks for.</summary>
    public void Follow(bool isLive, bool isQuiet)
    {
        input.Ear ??= _ear;
        while (_ear.TryRead(_frame))
        {
            _guard.Hear(_frame, isLive, isQuiet);
            _frames++;
            AudibleFor = _guard.State is GuardState.Ok or GuardState.Filling ? AudibleFor + AudioFrame.Duration : TimeSpan.Zero;
        }
        input.CutsProgramme = _guard.Cuts;
        if (_guard.State == GuardState.Filling)
            Fill();
        else
            Leave();
        TryReadAhead();
    }

    public void Dispose()
    {
        (input.Player, input.Ear, input.CutsProgramme) = (null, null, false);
        _player?.Dispose();
    }

    private static int? Seconds(TimeSpan? time) => time is { } left ? (int)Math.Ceiling(Math.Max(0, left.TotalSeconds)) : null;

    private void Fill()
    {
        if (_player is null or { IsOver: true })
            Begin(Plan.Next());
        else if (_leaving)
            (_leaving, _ends) = (false, !Fade(GainOf(_step!), In)); // it fell silent again while the bed went
        else if (!_ends && _step!.Kind == FallbackKind.Bed && _frames * AudioFrame.Duration >= FallbackPlan.BedTime)
            _ends = Fade(0f, Over);
    }

    private void Leave()
    {
        if (_player is { IsOver: true })
        {
            Plan.Restart();
            input.Player = null;
            _player.Dispose();
            (_player, _step, _leaving) = (null, null, false);
        }
        else if (_player is not null && !_leaving)
        {
            _leaving = Fade(0f, Out);
        }
    }

    private bool Fade(float gain, TimeSpan over)
    {
        _player!.FadeTo(gain, over);
        return true;
    }

    private void Begin(FallbackStep step)
    {
        var before = _player;
        (_player, _step) = Ready(step);
        (_frames, _leaving, _ends) = (0, false, false);
        input.Player = _player;
        before?.Dispose();
    }

    /// <summary>The step, or the bed that is always there.</summary>
    private (SoundPlayer, FallbackStep) Ready(FallbackStep step)
    {
        try
        {
            return (Start(step, open(step.Sound)), step);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            logger.LogWarning("The fallback {Sound} cannot be played ({Reason})", step.Sound.Name, gone.Message);
            var bed = new FallbackStep(FallbackKind.Bed, BuiltInSounds.Bed);
            return (Start(bed, BuiltInSounds.Open(bed.Sound)), bed);
        }
    }

    private static SoundPlayer Start(FallbackStep step, SoundTape tape)
    {
        var player = new SoundPlayer(tape, step.Kind == FallbackKind.Bed, gain: 0f);
        player.FadeTo(GainOf(step), step.Kind == FallbackKind.Bed ? In : AudioFrame.Duration);
        player.Fill();
        return player;
    }

    private static float GainOf(FallbackStep step) => Decibels.ToAmplitude((float)step.Sound.GainDb);

    private void TryReadAhead()
    {
        try
        {
            _player?.Fill();
        }
        catch (Exception refusal) when (refusal is IOException or InvalidDataException)
        {
            logger.LogWarning("The fallback {Sound} ends early ({Reason})", _step?.Sound.Name, refusal.Message);
            Fade(0f, AudioFrame.Duration);
        }
    }
}
