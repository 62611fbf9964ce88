using TalksPlatform.Rtc.Rtp;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.TestKit.Voices;

/// <summary>Somebody who whistles one note into a sender until disposed.</summary>
public sealed class Whistler : IAsyncDisposable
{
    private readonly PeriodicTimer _clock = new(VoiceFrame.Duration);
    private readonly Task _whistling;

    /// <summary>Begins.</summary>
    public Whistler(AudioSender sender, double hertz, double level) => _whistling = WhistleAsync(sender, hertz, level);

    /// <summary>Falls silent.</summary>
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
