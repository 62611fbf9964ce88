using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;

/// <summary>An ffmpeg that makes H.264 and AAC of painted pictures and sound. There is no secret in its command line.</summary>
internal static class PictureEncoder
{
    /// <exception cref="ChildProcessException">ffmpeg is not installed.</exception>
    public static ChildProcess Start() => ChildProcess.Start(new ChildCommand(
        "ffmpeg",
        "-hide_banner", "-loglevel", "error", "-protocol_whitelist", "pipe",
        "-f", "matroska", "-i", "pipe:0",
        "-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-threads", "1", "-pix_fmt", "yuv420p",
        "-g", $"{PictureFormat.PicturesPerKey}", "-keyint_min", $"{PictureFormat.PicturesPerKey}", "-sc_threshold", "0",
        "-b:v", "1500k", "-maxrate", "2000k", "-bufsize", "4000k",
        "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
        "-c:a", "aac", "-b:a", "128k", "-ac", "2",
        "-f", "flv", "-flvflags", "no_duration_filesize", "-flush_packets", "1", "pipe:1")
    { ReadsOutput = true });
}
