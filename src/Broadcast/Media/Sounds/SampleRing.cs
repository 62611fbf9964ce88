namespace TalksPlatform.Broadcast.Media.Sounds;

/// <summary>
/// Frames of samples on their way from one thread to one other, one of which is the clock's. Its room is there from the
/// beginning; nobody waits, nobody allocates, and what finds no room is dropped.
/// </summary>
/// <param name="frames">How many may wait.</param>
/// <param name="length">Samples a frame.</param>
internal sealed class SampleRing(int frames, int length)
{
    private readonly float[] _samples = new float[frames * length];
    private long _head; // the next to read; the reader's
    private long _tail; // the next to write; the writer's
    private volatile bool _completed;

    /// <summary>Frames that wait.</summary>
    public int Count => (int)(Volatile.Read(ref _tail) - Volatile.Read(ref _head));

    /// <summary>There is room for one more.</summary>
    public bool HasRoom => Count < frames;

    /// <summary>No more will come, and all that came was read.</summary>
    public bool IsOver => _completed && Count == 0;

    /// <summary>Where the next frame is to be written; good while there is room, and until <see cref="Written"/>.</summary>
    public Span<float> Next => Slot(_tail);

    /// <summary>What lies in <see cref="Next"/> is a frame.</summary>
    public void Written() => Volatile.Write(ref _tail, _tail + 1);

    /// <summary>Adds a copy of the frame, if there is room.</summary>
    public void TryWrite(ReadOnlySpan<float> frame)
    {
        if (!HasRoom)
            return;
        frame.CopyTo(Next);
        Written();
    }

    /// <summary>The writer is done.</summary>
    public void Complete() => _completed = true;

    /// <summary>Takes the oldest frame.</summary>
    public bool TryRead(Span<float> frame)
    {
        if (Count == 0)
            return false;
        Slot(_head).CopyTo(frame);
        Volatile.Write(ref _head, _head + 1);
        return true;
    }

    private Span<float> Slot(long frame) => _samples.AsSpan((int)(frame % frames) * length, length);
}
