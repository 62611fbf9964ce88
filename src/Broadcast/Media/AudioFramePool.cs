namespace TalksPlatform.Broadcast.Media;

/// <summary>
/// The frames of one programme. Only the clock's thread rents; any thread returns, by a push that takes no lock. The
/// renter takes the whole returned list at once, so that no frame can come back between reading its link and taking it.
/// </summary>
internal sealed class AudioFramePool
{
    private AudioFrame? _returned;
    private AudioFrame? _free;

    public AudioFramePool(int frames)
    {
        for (var i = 0; i < frames; i++)
            _free = new AudioFrame(this) { NextFree = _free };
    }

    /// <summary>
    /// A frame with one holder and old samples in it. It allocates only when every frame is in use, which is when a reader
    /// has fallen far behind.
    /// </summary>
    public AudioFrame Rent(long tick)
    {
        _free ??= Interlocked.Exchange(ref _returned, null);
        var frame = _free ?? new AudioFrame(this);
        _free = frame.NextFree;
        frame.NextFree = null;
        frame.HandOut(tick);
        return frame;
    }

    internal void Return(AudioFrame frame)
    {
        AudioFrame? first;
        do
        {
            first = Volatile.Read(ref _returned);
            frame.NextFree = first;
        }
        while (Interlocked.CompareExchange(ref _returned, frame, first) != first);
    }
}
