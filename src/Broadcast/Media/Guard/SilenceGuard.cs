using System.Numerics;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>
/// Tells dead air from a programme by its peaks, frame by frame: dead after 10 s below -30 dBFS, alive again after 3 s above
/// -15 dBFS, in which there may be the pauses of speech, or, for a soft voice, after 10 s above -30 dBFS. A click in the
/// silence is no programme, nor a breath in a sentence silence.
/// </summary>
internal sealed class SilenceGuard
{
    public static readonly TimeSpan WarnAfter = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan AliveAfter = TimeSpan.FromSeconds(3);

    private const int PauseFrames = 3 * AudioFrame.PerSecond / 2; // between two sentences

    private static readonly float Quiet = Decibels.ToAmplitude(-30f);
    private static readonly float Loud = Decibels.ToAmplitude(-15f);
    private static readonly int DeadFrames = Frames(DeadAfter);
    private static readonly int AliveFrames = Frames(AliveAfter);

    private readonly Run _audible = new();
    private readonly Run _loud = new();
    private int _silent;

    /// <summary>For how long nothing was heard that matters.</summary>
    public TimeSpan Silent => _silent * AudioFrame.Duration;

    /// <summary>It has been silent for too long, and is not alive again.</summary>
    public bool IsDead { get; private set; }

    /// <summary>While it is dead and something is heard again: how long that must go on; else null.</summary>
    public TimeSpan? AliveIn => !IsDead || _audible.Length == 0
        ? null
        : Math.Min(AliveFrames - _loud.Length, DeadFrames - _audible.Length) * AudioFrame.Duration;

    /// <summary>Hears one frame by its highest sample.</summary>
    public void Hear(float peak)
    {
        _audible.Hear(peak >= Quiet);
        _loud.Hear(peak >= Loud);
        _silent = _audible.IsSo ? 0 : _silent + 1;
        if (!IsDead)
            IsDead = _silent >= DeadFrames;
        else if (_loud.Length >= AliveFrames || _audible.Length >= DeadFrames)
            Restart();
    }

    /// <summary>What is heard counts for nothing: it is dead until something else is heard.</summary>
    public void Die()
    {
        _audible.Forget();
        _loud.Forget();
        IsDead = true;
    }

    /// <summary>Begins anew: nothing was silent yet.</summary>
    public void Restart()
    {
        IsDead = false;
        _silent = 0;
    }

    private static int Frames(TimeSpan time) => (int)(time / AudioFrame.Duration);

    /// <summary>For how many frames something has been so, but for pauses. Three of ten frames count, one alone is a click.</summary>
    private sealed class Run
    {
        private const uint Recent = (1 << 10) - 1;
        private const int Enough = 3;

        private uint _recent; // a bit a frame
        private int _pause;

        public int Length { get; private set; }

        /// <summary>It is so just now.</summary>
        public bool IsSo { get; private set; }

        public void Hear(bool isSo)
        {
            _recent = ((_recent << 1) | (isSo ? 1u : 0u)) & Recent;
            IsSo = isSo && BitOperations.PopCount(_recent) >= Enough;
            _pause = IsSo ? 0 : _pause + 1;
            Length = _pause >= PauseFrames ? 0 : IsSo || Length > 0 ? Length + 1 : 0;
        }

        public void Forget() => (_recent, Length) = (0, 0);
    }
}
