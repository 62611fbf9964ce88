namespace TalksPlatform.Broadcast.Media.Outputs.StudioLink;

/// <summary>
/// A line's test before air: a tone of 1 kHz at -18 dBFS, with a gap of a quarter of a second every three seconds, by which
/// engineers tell a left or only channel from others (EBU Tech 3304). The foldback's thread alone plays it; anybody starts it.
/// </summary>
internal sealed class LineTest
{
    private const int Hertz = 1000;
    private const int GapEvery = 3 * AudioFrame.SampleRate;
    private const int Gap = AudioFrame.SampleRate / 4;
    private const int Fade = AudioFrame.SampleRate / 200;
    private const int Length = 12 * AudioFrame.SampleRate;

    private static readonly float Level = Decibels.ToAmplitude(-18f);

    private int _at = Length;

    /// <summary>It is heard now.</summary>
    public bool IsPlaying => Volatile.Read(ref _at) < Length;

    public void Start() => Volatile.Write(ref _at, 0);

    public void Stop() => Volatile.Write(ref _at, Length);

    /// <summary>The next frame of it.</summary>
    public void Play(Span<float> samples)
    {
        var at = Volatile.Read(ref _at);
        foreach (ref var sample in samples)
        {
            var inTone = (at % GapEvery) - Gap;
            var loud = Math.Clamp(Math.Min(inTone, GapEvery - Gap - inTone) / (float)Fade, 0f, 1f);
            sample = loud * Level * MathF.Sin(2 * MathF.PI * Hertz * (at % AudioFrame.SampleRate) / AudioFrame.SampleRate);
            at++;
        }
        Volatile.Write(ref _at, Math.Min(at, Length));
    }
}
