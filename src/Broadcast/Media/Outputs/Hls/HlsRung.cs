using System.Globalization;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>One quality of the live stream.</summary>
/// <param name="Name">Its folder and its place in the address.</param>
/// <param name="Bitrate">Bits of sound a second.</param>
/// <param name="Codecs">What a player must understand (RFC 6381).</param>
/// <param name="FrameSamples">What one frame of the encoder lasts, in samples of 48 kHz.</param>
/// <param name="FramesPerPart">How many make a part: about a fifth of a second.</param>
/// <param name="Format">ffmpeg's arguments.</param>
internal sealed record HlsRung(string Name, int Bitrate, string Codecs, int FrameSamples, int FramesPerPart, params string[] Format)
{
    /// <summary>What a segment lasts, in samples of 48 kHz: 94 (or 47) AAC frames.</summary>
    public const int SegmentSamples = 94 * 1024;

    /// <summary>What a segment lasts when it is rounded, as playlists promise (RFC 8216, section 4.3.3.1).</summary>
    public static readonly TimeSpan TargetDuration = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The smallest that all can play comes first: a player begins with it, and a phone on a poor network can. AAC at 24 kb/s is sampled at half
    /// the rate, for fewer bits then suffice for each second of a voice. Opus is for players that know it and ask for it.
    /// </summary>
    public static readonly IReadOnlyList<HlsRung> All =
    [
        new("24k", 24_000, "mp4a.40.2", 2048, 5, Aac(24_000, 24_000)),
        new("64k", 64_000, "mp4a.40.2", 1024, 10, Aac(48_000, 64_000)),
        new("opus16", 16_000, "opus", 1920, 5, "-c:a", "libopus", "-application", "voip", "-frame_duration", "40", "-b:a", "16000"),
    ];

    /// <summary>
    /// Those that a phone of any age plays, and between which a player goes up and down. Opus is not among them: hls.js keeps to the codec of the
    /// smallest, and would stay at 16 kb/s on the best of lines. Who wants it asks for its own playlists.
    /// </summary>
    public static readonly IReadOnlyList<HlsRung> Ladder = [.. All.Where(rung => rung.Codecs == "mp4a.40.2")];

    /// <summary>With the container and some room for the encoder's moods.</summary>
    public int PeakBandwidth => (Bitrate * 5 / 4) + 4_000;

    /// <summary>What no part exceeds, in seconds.</summary>
    public double PartTarget => FramesPerPart * FrameSamples / 48_000.0;

    public static HlsRung? Find(ReadOnlySpan<char> name)
    {
        foreach (var rung in All)
            if (name.SequenceEqual(rung.Name))
                return rung;
        return null;
    }

    private static string[] Aac(int sampleRate, int bitrate) =>
    [
        "-c:a", "aac",
        "-aac_coder", "fast", // on speech at 24 kb/s 15 dB above its noise, the default coder 7
        "-ar", sampleRate.ToString(CultureInfo.InvariantCulture),
        "-b:a", bitrate.ToString(CultureInfo.InvariantCulture),
    ];
}
