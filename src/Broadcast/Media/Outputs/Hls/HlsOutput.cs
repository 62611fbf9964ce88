using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>
/// The live stream for browsers and phones: two rungs of AAC, packaged by ourselves, so that after any restart the
/// numbers go on where they were. Both rungs start and fail together: their discontinuities then match, as players expect.
/// </summary>
internal sealed class HlsOutput(TalkId talk, HlsStreams streams, IProgrammeTime clock, TimeProvider time) : IProgrammeOutput
{
    public string Name => "Live stream";

    public string Kind => "hls";

    public ProgrammeLeg Leg => ProgrammeLeg.Web;

    public FrameRing Frames { get; } = FrameRing.Holding(TimeSpan.FromSeconds(10));

    public async Task RunAsync(OutputHealth health, CancellationToken ct)
    {
        HlsRungFolder[] folders = [.. HlsRung.All.Select(rung => streams.Open(talk, rung.Name))];
        var encoders = new List<HlsEncoder>();
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var packaging = Task.CompletedTask;
        try
        {
            await foreach (var (tick, pcm) in Frames.ReadPcmAsync(time, ct))
            {
                if (encoders.Count == 0)
                {
                    StartEncoders(encoders, folders, clock.TimeOf(tick));
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
            foreach (var folder in folders)
                folder.End();
        }
        finally
        {
            foreach (var encoder in encoders)
                await encoder.DisposeAsync();
            await failing.CancelAsync();
            await packaging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void StartEncoders(List<HlsEncoder> encoders, HlsRungFolder[] folders, DateTimeOffset startsAt)
    {
        foreach (var (rung, folder) in HlsRung.All.Zip(folders))
            encoders.Add(new HlsEncoder(rung, folder, startsAt, time));
    }
}
