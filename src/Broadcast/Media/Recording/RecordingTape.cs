namespace TalksPlatform.Broadcast.Media.Recording;

/// <summary>One part while it is written: frames in the order of their ticks, with silence for those that never came.</summary>
internal sealed class RecordingTape(WavFile wav, long firstTick)
{
    private static readonly long LongestSilence = (long)(TimeSpan.FromMinutes(1) / AudioFrame.Duration);
    private static readonly long LongestPart = (long)(TimeSpan.FromHours(6) / AudioFrame.Duration);
    private static readonly byte[] Silence = new byte[Pcm16.BytesPerFrame];

    private readonly byte[] _pcm = new byte[Pcm16.BytesPerFrame];
    private readonly long _lastTick = firstTick + LongestPart;
    private long _nextTick = firstTick;
    private long _committedTick = firstTick;
    private long _committedDrops;

    /// <summary>Frames that became silence.</summary>
    public long DroppedFrames { get; private set; }

    /// <summary>
    /// After a gap of more than a minute (the machine slept) a new part is truer than silence; and WAV counts its bytes in 32
    /// bits, which are full after twelve hours.
    /// </summary>
    public bool Fits(AudioFrame frame) => frame.Tick - _nextTick <= LongestSilence && _nextTick < _lastTick;

    public void Append(AudioFrame frame)
    {
        for (; _nextTick < frame.Tick; _nextTick++, DroppedFrames++)
            wav.Append(Silence);

        Pcm16.Write(frame.Samples, _pcm);
        wav.Append(_pcm);
        _nextTick++;
    }

    public void Commit()
    {
        wav.Commit();
        (_committedTick, _committedDrops) = (_nextTick, DroppedFrames);
    }

    /// <summary>Closes the file at its last commit, and returns its samples.</summary>
    public long End()
    {
        using (wav)
        {
            if (_nextTick != _committedTick)
                wav.Rollback();
        }
        DroppedFrames = _committedDrops;
        return wav.Committed;
    }
}
