using TalksPlatform.Archive.Recordings;
using TalksPlatform.Foundation.Ffmpeg;

namespace TalksPlatform.Archive.Renditions;

/// <summary>A kind of file that is made of every recording: what it is for, how it is coded, how it must measure.</summary>
/// <param name="Name">E.g. mp3-96.</param>
/// <param name="File">Its file name.</param>
/// <param name="MimeType">Its media type.</param>
/// <param name="Codec">ffprobe's name of the codec.</param>
/// <param name="BitsPerSecond">The nominal rate.</param>
/// <param name="Encoder">ffmpeg's arguments for the encoder and the container.</param>
internal sealed record RenditionProfile(
    string Name, string File, string MimeType, string Codec, int BitsPerSecond, IReadOnlyList<string> Encoder)
{
    /// <summary>A podcast's loudness.</summary>
    public const double TargetLufs = -16;

    /// <summary>How far from the target the encoded file may be, in LU.</summary>
    public const double ToleranceLu = 1;

    /// <summary>The highest true peak of the encoded file.</summary>
    public const double MaxTruePeakDbtp = -1;

    /// <summary>
    /// Where the limiter holds the true peaks before encoding: a coder at a low rate adds about a decibel to them.
    /// </summary>
    public const double CeilingDbtp = -2.5;

    /// <summary>How far the length of the encoded file may be from the master's: a coder pads to whole frames.</summary>
    public static readonly TimeSpan LengthTolerance = TimeSpan.FromMilliseconds(200);

    /// <summary>All that are made, the smallest first. Speech, so mono.</summary>
    public static readonly IReadOnlyList<RenditionProfile> All =
    [
        // 11 MB an hour, for those who pay by the megabyte. "audio" keeps peaks lower than "voip" at the same rate.
        new("opus-24", "opus-24.opus", "audio/ogg", "opus", 24_000,
            ["-c:a", "libopus", "-b:a", "24k", "-application", "audio", "-f", "ogg"]),

        // For players that know no Opus. The fast search keeps peaks where they were, which the default one does not, but it
        // spends about a third more bits than it is told to.
        new("aac-64", "aac-64.m4a", "audio/mp4", "aac", 64_000,
            ["-c:a", "aac", "-aac_coder", "fast", "-b:a", "48k", "-movflags", "+faststart", "-f", "ipod"]),

        // Plays everywhere: what the feed encloses.
        new("mp3-96", "mp3-96.mp3", "audio/mpeg", "mp3", 96_000,
            ["-c:a", "libmp3lame", "-b:a", "96k", "-id3v2_version", "3", "-f", "mp3"]),
    ];

    /// <summary>The profile that feeds enclose.</summary>
    public static RenditionProfile Podcast => Named("mp3-96");

    /// <summary>The profile of this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static RenditionProfile Named(string name) =>
        All.FirstOrDefault(profile => profile.Name == name)
        ?? throw new ArgumentException($"There is no rendition profile {name}.", nameof(name));

    /// <summary>The profile whose file has this name, or null.</summary>
    public static RenditionProfile? OfFile(string file) => All.FirstOrDefault(profile => profile.File == file);

    /// <summary>Complains when a file is not what this profile promises: that beats a silently bad file.</summary>
    /// <exception cref="Foundation.Faults.FaultException">rendition.malformed.</exception>
    public void EnsureMatches(MediaProbe probe, TimeSpan duration)
    {
        if (probe.Audio?.Codec != Codec)
            throw ArchiveFaults.RenditionMalformed(Name, $"it is {probe.Audio?.Codec ?? "without sound"}").AsException();
        if (probe.Audio.Channels != 1)
            throw ArchiveFaults.RenditionMalformed(Name, $"it has {probe.Audio.Channels} channels").AsException();
        if ((probe.Duration - duration).Duration() > LengthTolerance)
            throw ArchiveFaults.RenditionMalformed(Name, $"it lasts {probe.Duration}, the master {duration}").AsException();
    }

    /// <summary>
    /// Whether people may hear it: it is neither too loud nor clipped. A short recording of few loud moments cannot be made
    /// loud enough without clipping them; that it is softer is better than that there is none.
    /// </summary>
    public static bool MayBePublished(Loudness encoded) =>
        encoded.TruePeak <= MaxTruePeakDbtp && encoded.Integrated <= TargetLufs + ToleranceLu;

    /// <summary>Whether an encoded file is as loud as a podcast should be. What is too quiet to be raised may stay quiet.</summary>
    public static bool IsWithinBounds(Loudness encoded, MasterLevel master) =>
        encoded.TruePeak <= MaxTruePeakDbtp
        && encoded.Integrated <= TargetLufs + ToleranceLu
        && (encoded.Integrated >= TargetLufs - ToleranceLu || !master.ReachesTarget);
}
