using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Programme;

namespace TalksPlatform.Broadcast.Media.Outputs.Icecast;

/// <summary>Feeds a mount of an Icecast server. The connection is our own, so that the password is in no command line.</summary>
/// <param name="configuration">Which.</param>
/// <param name="title">What is on now.</param>
/// <param name="time">Whose patience it has.</param>
internal sealed class IcecastOutput(OutputConfiguration configuration, Func<string> title, TimeProvider time) : IProgrammeOutput, IConfiguredOutput
{
    private readonly IcecastFormat _format = IcecastFormat.Named(configuration.Format);

    public OutputConfiguration Configuration => configuration;

    public string Name => configuration.Name;

    public string Kind => configuration.Kind;

    public ProgrammeLeg Leg => configuration.LegOr(ProgrammeLeg.Radio);

    public FrameRing Frames { get; } = FrameRing.Holding(TimeSpan.FromSeconds(5));

    public async Task RunAsync(OutputHealth health, CancellationToken ct)
    {
        await using var source = await IcecastSource.ConnectAsync(configuration, _format.ContentType, time, ct);
        health.Running();
        await using var encoder = AudioEncoder.Start(time, [.. _format.Arguments]);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var telling = new IcecastStatus(configuration, title, time).RunAsync(health, !_format.InStream, ending.Token);
        try
        {
            var titles = _format.InStream ? new OggTitles(title) : null;
            await encoder.FeedAsync(Frames, source.SendAsync(encoder.Encoded, titles is null ? null : titles.Pass, ct), ct);
        }
        finally
        {
            await ending.CancelAsync();
            await telling;
        }
    }
}
