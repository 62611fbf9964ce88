namespace TalksPlatform.Rtc.Video;

/// <summary>A frame while it is put together; used again for the next one.</summary>
public sealed class FrameBuffer
{
    private const int LongestFrame = 1024 * 1024; // a keyframe of 1080p at high quality has a third of it
    private byte[] _bytes = new byte[16 * 1024];
    private int _length;

    /// <summary>What there is so far.</summary>
    public ReadOnlySpan<byte> Data => _bytes.AsSpan(0, _length);

    /// <summary>Adds a piece; false when the frame grows longer than any honest one.</summary>
    public bool TryAppend(ReadOnlySpan<byte> piece)
    {
        if (_length + piece.Length > LongestFrame)
            return false;
        if (_length + piece.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Min(LongestFrame, Math.Max(2 * _bytes.Length, _length + piece.Length)));
        piece.CopyTo(_bytes.AsSpan(_length));
        _length += piece.Length;
        return true;
    }

    /// <summary>Begins the next frame.</summary>
    public void Clear() => _length = 0;
}
