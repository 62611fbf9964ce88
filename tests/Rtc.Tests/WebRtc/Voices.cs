using TalksPlatform.Rtc.Rtp;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.WebRtc;

/// <summary>Somebody who whistles one note into a sender until disposed.</summary>
internal sealed class Whistler : IAsyncDisposable
{
    private readonly PeriodicTimer _clock = new(VoiceFrame.Duration);
    private readonly Task _whistling;

    public Whistler(AudioSender sender, double hertz, double level) => _whistling = WhistleAsync(sender, hertz, level);

    public async ValueTask DisposeAsync()
    {
        _clock.Dispose();
        await _whistling;
    }

    private async Task WhistleAsync(AudioSender sender, double hertz, double level)
    {
        var begin = 0L;
        while (await _clock.WaitForNextTickAsync())
        {
            sender.Send(Tone.Make(hertz, level, VoiceFrame.SampleRate, VoiceFrame.Samples, begin));
            begin += VoiceFrame.Samples;
        }
    }
}

/// <summary>Somebody who listens at a receiver's pace.</summary>
internal static class Ear
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
