using System.Diagnostics;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>Short tones at one end, looked for at the other, each end by a 20 ms clock of its own, as sound cards are.</summary>
internal static class BeepTest
{
    private const int FramesBetween = 25;
    private const int FramesOfTone = 3;
    private const float Amplitude = 0.3f;
    private const float Heard = 0.05f;
    private const double Hertz = 1_000;
    private const int TrialBursts = 6; // jitter buffers find their size meanwhile

    /// <returns>How many milliseconds each tone was under way.</returns>
    public static async Task<double[]> RunAsync(AudioSender mouth, AudioReceiver ear, int bursts, CancellationToken ct)
    {
        var said = new List<double>();
        var heard = new List<double>();
        var all = bursts + TrialBursts;
        var speaking = Run(() => Speak(mouth, all, said, ct));
        var hearing = Run(() => Hear(ear, all, heard, ct));
        await Task.WhenAll(speaking, hearing);
        return [.. said.Select(from => heard.Where(at => at > from).Select(at => at - from).DefaultIfEmpty(1_000).Min()).Skip(TrialBursts)];
    }

    private static Task Run(Action act) => Task.Factory.StartNew(act, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Speak(AudioSender mouth, int bursts, List<double> said, CancellationToken ct)
    {
        var frame = new float[VoiceFrame.Samples];
        Pace(bursts * FramesBetween, TimeSpan.Zero, (number, now) =>
        {
            var place = number % FramesBetween;
            for (var i = 0; i < frame.Length; i++)
                frame[i] = place < FramesOfTone ? Amplitude * (float)Math.Sin(2 * Math.PI * Hertz * i / VoiceFrame.SampleRate) : 0f;
            if (place == 0)
                said.Add(now - VoiceFrame.Milliseconds); // the first sample was said a frame before the frame was whole
            mouth.Send(frame);
        }, ct);
    }

    private static void Hear(AudioReceiver ear, int bursts, List<double> heard, CancellationToken ct)
    {
        var frame = new float[VoiceFrame.Samples];
        var quiet = FramesBetween;
        Pace((bursts + 1) * FramesBetween, TimeSpan.FromMilliseconds(7), (_, now) =>
        {
            ear.Read(frame);
            var onset = frame.AsSpan().IndexOfAnyExceptInRange(-Heard, Heard);
            if (onset >= 0 && quiet > FramesOfTone)
                heard.Add(now + (onset * 1000.0 / VoiceFrame.SampleRate)); // it leaves the loudspeaker so much later
            quiet = onset >= 0 ? 0 : quiet + 1;
        }, ct);
    }

    private static void Pace(int frames, TimeSpan shift, Action<int, double> act, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < frames && !ct.IsCancellationRequested; i++)
        {
            var early = shift + (i * VoiceFrame.Duration) - Stopwatch.GetElapsedTime(began);
            if (early > TimeSpan.Zero)
                Thread.Sleep(early);
            act(i, Stopwatch.GetElapsedTime(0).TotalMilliseconds);
        }
    }
}
