using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls.Buckets;

/// <summary>How the live stream's copy in the bucket does, as an output: a crowd listens there, and nobody here would hear that it stands.</summary>
internal sealed class BucketOutput(TalkId talk, BucketCourier courier, TimeProvider time) : IOutput
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public string Name => "Copy in the bucket";

    public string Kind => "bucket";

    public async Task RunAsync(OutputHealth health, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            if (courier.TroubleOf(talk) is { } trouble)
                health.Retrying(trouble, OutputException.Bucket);
            else
                health.Running();
        }
        while (await timer.WaitForNextTickAsync(ct));
    }
}

/// <summary>Shows each talk its copy, where there is a bucket.</summary>
internal sealed class BucketStanding(BucketCourier courier, TimeProvider time) : IStandingOutput
{
    public IOutput? Create(TalkProgramme programme) => courier.HasBucket ? new BucketOutput(programme.Talk, courier, time) : null;

    public void Forget(TalkId talk)
    {
    }
}
