using TalksPlatform.Rtc.Rtp;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.TestKit.Voices;

/// <summary>Somebody who listens at a receiver's pace.</summary>
public static class Ear
{
    private const int Settling = 20; // codec and jitter buffer begin with less than the whole tone

    /// <summary>Waits for sound, then returns half a second of it.</summary>
    public static async Task<float[]> ListenAsync(AudioReceiver receiver, CancellationToken ct)
    {
        using var clock = new PeriodicTimer(VoiceFrame.Duration);
        var sound = new List<float>();
        var frame = new float[VoiceFrame.Samples];
        var heard = 0;
        while (heard < Settling + 25)
        {
            await clock.WaitForNextTickAsync(ct);
            if (!receiver.Read(frame))
                continue;
            if (++heard > Settling)
                sound.AddRange(frame);
        }

        return [.. sound];
    }

    /// <summary>Waits for a tone of this frequency and level, by trying again as long as it takes.</summary>
    public static async Task HearsAsync(AudioReceiver receiver, double hertz, double level, CancellationToken ct)
    {
        while (true)
        {
            var sound = await ListenAsync(receiver, ct);
            var frequency = Tone.Frequency(sound, VoiceFrame.SampleRate);
            if (Math.Abs(Tone.Level(sound, hertz, VoiceFrame.SampleRate) - level) < 1.5 && Math.Abs(frequency - hertz) < 3)
                return;
            ct.ThrowIfCancellationRequested();
        }
    }
}
