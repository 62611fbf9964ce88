using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Media.Sounds;

namespace TalksPlatform.Broadcast.Media.Guard;

/// <summary>
/// Hears what radio is sent: behind its ride, its limiter and its delay, where the guard of the programme does not hear.
/// Followed by one thread.
/// </summary>
internal sealed class LegEar(ProgrammeLegs legs) : IDisposable
{
    private readonly SampleRing _ring = new(5 * AudioFrame.PerSecond, AudioFrame.Length);
    private readonly Decimator _decimator = new();
    private readonly OutputJudge _judge = new();
    private readonly float[] _frame = new float[AudioFrame.Length];
    private readonly float[] _low = new float[Decimator.Length];

    /// <summary>For people.</summary>
    public static string Name => "Radio";

    /// <summary>How much later than the programme it is.</summary>
    public TimeSpan Late => legs.Delay;

    public OutputTrouble? Trouble => _judge.Trouble;

    /// <summary>Hears all that has come since.</summary>
    public void Follow(bool isLive)
    {
        legs.RadioEar ??= _ring;
        while (_ring.TryRead(_frame))
        {
            _decimator.Process(_frame, _low);
            if (isLive)
                _judge.Hear(_low);
            else
                _judge.Restart();
        }
    }

    public void Dispose() => legs.RadioEar = null;
}
