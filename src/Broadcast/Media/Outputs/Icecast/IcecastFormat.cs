namespace TalksPlatform.Broadcast.Media.Outputs.Icecast;

/// <summary>A format that a mount is sent in.</summary>
/// <param name="Name">As it is configured.</param>
/// <param name="ContentType">As Icecast is told.</param>
/// <param name="Arguments">ffmpeg's, between input and output.</param>
/// <param name="InStream">Titles stand in the stream itself; else Icecast is told of them.</param>
internal sealed record IcecastFormat(string Name, string ContentType, IReadOnlyList<string> Arguments, bool InStream = false)
{
    public static readonly IcecastFormat Mp3 = new("mp3", "audio/mpeg",
        ["-c:a", "libmp3lame", "-b:a", "96k", "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3"]);

    public static readonly IcecastFormat Aac = new("aac", "audio/aac", ["-c:a", "aac", "-b:a", "64k", "-f", "adts"]);

    /// <summary>A page a fifth of a second, so that who listens is not a second behind for the container's sake.</summary>
    public static readonly IcecastFormat Opus = new("opus", "audio/ogg",
        ["-c:a", "libopus", "-b:a", "48k", "-application", "audio", "-frame_duration", "20", "-page_duration", "200000", "-f", "ogg"], InStream: true);

    public static IcecastFormat Named(string? name) => name switch { "opus" => Opus, "aac" => Aac, _ => Mp3 };
}
