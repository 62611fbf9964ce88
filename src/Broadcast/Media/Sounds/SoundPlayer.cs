using TalksPlatform.Broadcast.Media.Mixing;

namespace TalksPlatform.Broadcast.Media.Sounds;

/// <summary>
/// Plays one sound. <see cref="Fill"/> reads two seconds ahead on a thread that may wait for the disk; the clock's thread
/// takes what lies ready. A sound that goes round blends its end into its beginning, so that the joint is not heard.
/// </summary>
internal sealed class SoundPlayer : IAudioSource, IDisposable
{
    private const int FramesAhead = 2 * AudioFrame.PerSecond;
    private const int LongestJoint = 3 * AudioFrame.SampleRate / 100;

    private readonly SoundTape _tape;
    private readonly SampleRing _ahead = new(FramesAhead, AudioFrame.Length);
    private readonly float[] _beginning = new float[LongestJoint];
    private readonly int _joint; // samples of the end that lie over the beginning; 0 for what ends
    private long _place; // the next sample of the tape; the filling thread's
    private volatile Fade? _asked;
    private volatile bool _silent;
    private Fade? _fade;
    private float _gain;
    private float _step;
    private int _left; // frames of the fade

    /// <summary>A sound that has not begun.</summary>
    /// <param name="tape">The sound; it goes with the player.</param>
    /// <param name="goesRound">It begins again at its end.</param>
    /// <param name="from">The sample at which it begins; of one that goes round as if it had gone round already.</param>
    /// <param name="gain">How loud it begins, as an amplitude.</param>
    public SoundPlayer(SoundTape tape, bool goesRound, long from = 0, float gain = 1f)
    {
        (_tape, _gain) = (tape, gain);
        _joint = goesRound ? (int)Math.Min(LongestJoint, tape.Length / 4) : 0;
        _place = from < tape.Length || !goesRound ? from : _joint + ((from - tape.Length) % (tape.Length - _joint));
        if (_joint > 0)
            tape.Read(0, _beginning.AsSpan(0, _joint));
        GoesRound = goesRound && tape.Length > _joint;
    }

    /// <summary>It begins again at its end.</summary>
    public bool GoesRound { get; }

    /// <summary>It has run to its end, or faded away: nothing more will be heard of it.</summary>
    public bool IsOver => _silent || _ahead.IsOver;

    /// <summary>Goes to another loudness.</summary>
    /// <param name="gain">As an amplitude; 0 is the end of it.</param>
    /// <param name="over">How long it takes.</param>
    public void FadeTo(float gain, TimeSpan over) => _asked = new Fade(gain, Math.Max(1, (int)(over / AudioFrame.Duration)));

    /// <summary>Reads ahead as far as there is room. One thread at a time, and not the clock's.</summary>
    /// <exception cref="IOException">The disk refuses; what was read is played.</exception>
    public void Fill()
    {
        while (_ahead.HasRoom)
        {
            if (!GoesRound && _place >= _tape.Length)
            {
                _ahead.Complete();
                return;
            }
            Render(_ahead.Next);
            _ahead.Written();
        }
    }

    public bool Read(Span<float> samples)
    {
        if (_silent || !_ahead.TryRead(samples))
        {
            samples.Clear();
            return false;
        }
        if (_asked is { } asked && asked != _fade)
            (_fade, _left, _step) = (asked, asked.Frames, (asked.Gain - _gain) / asked.Frames);
        var gain = Next();
        Ramp.Apply(_gain, gain, samples);
        _gain = gain;
        _silent = gain == 0f && _fade is { Gain: 0f };
        return true;
    }

    public void Dispose() => _tape.Dispose();

    private float Next()
    {
        if (_fade is not { } fade || _left == 0)
            return _gain;
        return --_left == 0 ? fade.Gain : _gain + _step;
    }

    private void Render(Span<float> frame)
    {
        while (!frame.IsEmpty)
        {
            var left = _tape.Length - _joint - _place; // before the joint
            var count = (int)Math.Min(frame.Length, left > 0 ? left : _tape.Length - _place);
            if (count <= 0)
            {
                frame.Clear();
                return;
            }
            _tape.Read(_place, frame[..count]);
            if (left <= 0)
                Join(frame[..count], (int)-left);
            _place += count;
            frame = frame[count..];
            if (GoesRound && _place == _tape.Length)
                _place = _joint; // what lies before it was heard in the joint
        }
    }

    /// <summary>Goes over from the end, which lies in the samples, into the beginning.</summary>
    private void Join(Span<float> samples, int at)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            var share = (1f - MathF.Cos(MathF.PI * (at + i + 1) / _joint)) / 2f;
            samples[i] += (_beginning[at + i] - samples[i]) * share;
        }
    }

    private sealed record Fade(float Gain, int Frames);
}
