using System.Runtime.InteropServices;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>The mouth and the ear at the far end of a connection.</summary>
internal sealed class Human : IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly List<float> _heard = [];
    private readonly Task _living;

    public Human(SingingVoice? voice, AudioSender? mouth, AudioReceiver? ear) => _living = LiveAsync(voice, mouth, ear);

    /// <summary>The last second that was heard.</summary>
    public float[] LastSecond
    {
        get
        {
            lock (_heard)
                return [.. CollectionsMarshal.AsSpan(_heard)[^Math.Min(AudioFrame.SampleRate, _heard.Count)..]];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _living.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task LiveAsync(SingingVoice? voice, AudioSender? mouth, AudioReceiver? ear)
    {
        var frame = new float[AudioFrame.Length];
        await foreach (var _ in BeatAsync())
        {
            if (mouth is not null)
            {
                frame.AsSpan().Clear();
                voice?.Read(frame);
                mouth.Send(frame);
            }
            if (ear is not null)
            {
                ear.Read(frame);
                lock (_heard)
                    _heard.AddRange(frame);
            }
        }
    }

    /// <summary>Fifty times a second on the average, however late a single beat comes.</summary>
    private async IAsyncEnumerable<int> BeatAsync()
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        for (var beat = 0; ; beat++)
        {
            var wait = (beat * AudioFrame.Duration) - time.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time, _leaving.Token);
            yield return beat;
        }
    }
}
