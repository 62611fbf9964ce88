namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;

/// <summary>What the picture is made of: planes of brightness, blue and red, the latter two at half its size (I420).</summary>
internal static class PictureFormat
{
    public const int Width = 1280;
    public const int Height = 720;

    /// <summary>12.5 pictures a second, so that each goes with four whole frames of sound.</summary>
    public const int TicksPerPicture = 4;

    /// <summary>A picture that needs no other comes every two seconds.</summary>
    public const int PicturesPerKey = 25;

    public const int Bytes = Width * Height * 3 / 2;

    /// <summary>The stripe at the bottom in which the sound is drawn.</summary>
    public const int WaveTop = 580;

    public static readonly TimeSpan Interval = TicksPerPicture * AudioFrame.Duration;
}
