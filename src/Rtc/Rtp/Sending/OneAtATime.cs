namespace TalksPlatform.Rtc.Rtp;

/// <summary>Lets one thread in and sends away who comes meanwhile: nobody waits. Not to be copied.</summary>
internal struct OneAtATime
{
    private int _isTaken;
    private long _refused;

    /// <summary>How often somebody was sent away.</summary>
    public readonly long Refused => Volatile.Read(in _refused);

    /// <summary>True when the caller is alone now; she has to <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Exchange(ref _isTaken, 1) == 0)
            return true;
        Interlocked.Increment(ref _refused);
        return false;
    }

    /// <summary>The next may come.</summary>
    public void Leave() => Volatile.Write(ref _isTaken, 0);
}
