namespace TalksPlatform.Broadcast.Media.Mixing.Strip;

/// <summary>Takes away what lies below a voice: hum, wind, a knock on the table. -3 dB at 80 Hz, then 24 dB an octave (Butterworth).</summary>
internal sealed class HighPass
{
    public const double Hertz = 80;

    private readonly Biquad _first = Biquad.HighPass(Hertz, q: 0.541196);
    private readonly Biquad _second = Biquad.HighPass(Hertz, q: 1.306563);

    public void Process(Span<float> samples)
    {
        foreach (ref var sample in samples)
            sample = (float)_second.Next(_first.Next(sample));
        _first.Rest();
        _second.Rest();
    }
}
