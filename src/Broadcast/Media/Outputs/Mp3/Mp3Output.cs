using TalksPlatform.Broadcast.Media.Programme;

namespace TalksPlatform.Broadcast.Media.Outputs.Mp3;

/// <summary>The programme as one plain MP3 stream, for old players, kitchen radios and stations without a line.</summary>
internal sealed class Mp3Output(Mp3Stream stream, TimeProvider time) : IProgrammeOutput
{
    public string Name => "Plain stream";

    public string Kind => "mp3";

    public ProgrammeLeg Leg => ProgrammeLeg.Web;

    public FrameRing Frames { get; } = FrameRing.Holding(TimeSpan.FromSeconds(5));

    public async Task RunAsync(OutputHealth health, CancellationToken ct)
    {
        await using var encoder = AudioEncoder.Start(time,
            "-c:a", "libmp3lame", "-b:a", "48k", "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3");
        await encoder.FeedAsync(Frames, PublishAsync(encoder.Encoded, health, ct), ct);
    }

    private async Task PublishAsync(Stream encoded, OutputHealth health, CancellationToken ct)
    {
        await foreach (var chunk in Mp3ChunkReader.ReadAllAsync(encoded, ct))
        {
            health.Running();
            stream.Publish(chunk);
        }
    }
}
