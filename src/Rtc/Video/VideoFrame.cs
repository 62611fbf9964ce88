namespace TalksPlatform.Rtc.Video;

/// <summary>One whole frame as its codec made it; valid as long as the call that hands it over.</summary>
/// <param name="data">VP8: the frame's bytes; H.264: units behind start codes (annex B).</param>
/// <param name="timestamp">When it was taken, on a clock of 90 kHz, from anywhere.</param>
/// <param name="isKeyframe">It needs no frame before it.</param>
public readonly ref struct VideoFrame(ReadOnlySpan<byte> data, uint timestamp, bool isKeyframe)
{
    /// <summary>VP8: the frame's bytes; H.264: units behind start codes (annex B).</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>When it was taken, on a clock of 90 kHz, from anywhere.</summary>
    public uint Timestamp { get; } = timestamp;

    /// <summary>It needs no frame before it.</summary>
    public bool IsKeyframe { get; } = isKeyframe;
}

/// <summary>Takes a frame; on the thread that carries packets, so it copies and returns.</summary>
public delegate void TakeVideoFrame(VideoFrame frame);
