using System.Runtime.CompilerServices;

namespace TalksPlatform.Broadcast.Media.Outputs;

/// <summary>
/// The programme as an encoder is fed with it: unbroken 16 bit samples, with silence for ticks that are missing, so that
/// what the encoder counts stays the time of day.
/// </summary>
internal static class ProgrammePcm
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(40);
    private static readonly long LongestSilence = (long)(TimeSpan.FromSeconds(30) / AudioFrame.Duration);
    private static readonly byte[] Silence = new byte[Pcm16.BytesPerFrame];

    /// <summary>Frames of 1920 bytes, good until the next one, each with its tick.</summary>
    /// <exception cref="InvalidOperationException">More is missing than anybody would sit through; begin anew.</exception>
    public static async IAsyncEnumerable<(long Tick, ReadOnlyMemory<byte> Pcm)> ReadPcmAsync(
        this FrameRing frames, TimeProvider time, [EnumeratorCancellation] CancellationToken ct)
    {
        var pcm = new byte[Pcm16.BytesPerFrame];
        long? next = null;
        await foreach (var frame in frames.ReadAllAsync(Interval, time, ct))
        {
            var tick = frame.Tick;
            Pcm16.Write(frame.Samples, pcm);
            frame.Release();

            if (tick - next > LongestSilence)
                throw new InvalidOperationException("The programme stood still for a long time.");
            for (var missing = next ?? tick; missing < tick; missing++)
                yield return (missing, Silence);
            yield return (tick, pcm);
            next = tick + 1;
        }
    }
}
