using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Programme;

namespace TalksPlatform.Broadcast.Media.Outputs.Icecast;

/// <summary>Feeds an Icecast server with MP3. The connection is our own, so that the password is in no command line.</summary>
internal sealed class IcecastOutput(OutputConfiguration configuration, TimeProvider time) : IProgrammeOutput, IConfiguredOutput
{
    public OutputConfiguration Configuration => configuration;

    public string Name => configuration.Name;

    public string Kind => configuration.Kind;

    public ProgrammeLeg Leg => ProgrammeLeg.Radio;

    public FrameRing Frames { get; } = FrameRing.Holding(TimeSpan.FromSeconds(5));

    public async Task RunAsync(OutputHealth health, CancellationToken ct)
    {
        await using var source = await IcecastSource.ConnectAsync(configuration, "audio/mpeg", time, ct);
        health.Running();
        await using var encoder = AudioEncoder.Start(time, "-c:a", "libmp3lame", "-b:a", "96k", "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3");
        await encoder.FeedAsync(Frames, source.SendAsync(encoder.Encoded, ct), ct);
    }
}
