namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>One quality of the live stream.</summary>
/// <param name="Name">Its folder and its place in the address.</param>
/// <param name="Bitrate">Bits of sound a second.</param>
/// <param name="SampleRate">The small one is sampled at half the rate: fewer bits suffice for each second of a voice.</param>
internal sealed record HlsRung(string Name, int Bitrate, int SampleRate)
{
    /// <summary>What one fragment lasts: 94 (or 47) AAC frames of 1024 samples.</summary>
    public static readonly TimeSpan SegmentDuration = TimeSpan.FromSeconds(2);

    /// <summary>AAC-LC (RFC 6381).</summary>
    public const string Codecs = "mp4a.40.2";

    /// <summary>The smallest first: a player begins with it, and a phone on a poor network can.</summary>
    public static readonly IReadOnlyList<HlsRung> All = [new("24k", 24_000, 24_000), new("64k", 64_000, 48_000)];

    /// <summary>With the container and some room for the encoder's moods.</summary>
    public int PeakBandwidth => (Bitrate * 5 / 4) + 4_000;
}
