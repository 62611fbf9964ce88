using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>
/// The live stream for browsers and phones, packaged by ourselves, so that after any restart the numbers go on where
/// they were. All rungs start and fail together: their discontinuities then match, as players expect.
/// </summary>
internal sealed class HlsOutput(TalkId talk, HlsStreams streams, IProgrammeTime clock, TimeProvider time) : IProgrammeOutput
{
    public string Name => "Live stream";

    public string Kind => "hls";

    public ProgrammeLeg Leg => ProgrammeLeg.Web;

    public FrameRing Frames { get; } = FrameRing.Holding(TimeSpan.FromSeconds(10));

    public async Task RunAsync(OutputHealth health, CancellationToken ct)
    {
        var rungs = streams.Open(talk);
        var encoders = new List<HlsEncoder>();
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var packaging = Task.CompletedTask;
        try
        {
            await foreach (var (tick, pcm) in Frames.ReadPcmAsync(time, ct))
            {
                if (encoders.Count == 0)
                {
                    var startsAt = clock.TimeOf(tick);
                    foreach (var rung in rungs)
                        encoders.Add(new HlsEncoder(rung, startsAt, time));
                    packaging = Task.WhenAll(encoders.Select(encoder => encoder.PackageAsync(failing.Token)));
                    health.Running();
                }
                if (packaging.IsFaulted)
                    await packaging;
                foreach (var encoder in encoders)
                    await encoder.WriteAsync(pcm, ct);
            }

            await Task.WhenAll(encoders.Select(encoder => encoder.FinishAsync()));
            await packaging;
            foreach (var rung in rungs)
                rung.End();
        }
        finally
        {
            foreach (var encoder in encoders)
                await encoder.DisposeAsync();
            await failing.CancelAsync();
            await packaging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
