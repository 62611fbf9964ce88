namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>
/// What one tick leaves for those who make the returns: the bus, the legs, and what each seat gave to them. The clock's thread
/// fills it, the return workers read it.
/// </summary>
internal sealed class TickSound
{
    private const int UsualSeats = 64;

    private AudioFrame?[] _own = new AudioFrame?[UsualSeats];
    private AudioFrame?[] _aside = new AudioFrame?[UsualSeats];
    private AudioFrame? _bus;
    private AudioFrame? _clean;
    private AudioFrame? _radio;
    private AudioFrame? _web;

    public long Tick { get; private set; }

    /// <summary>The talk was on air.</summary>
    public bool IsLive { get; private set; }

    public Seat[] Seats { get; private set; } = [];

    /// <summary>The sum of all, before any limiter.</summary>
    public ReadOnlySpan<float> Bus => _bus!.Samples;

    public ReadOnlySpan<float> Clean => _clean!.Samples;

    public ReadOnlySpan<float> Radio => _radio!.Samples;

    public ReadOnlySpan<float> Web => _web!.Samples;

    /// <summary>What a seat added to the bus; empty when that was nothing.</summary>
    public ReadOnlySpan<float> OwnOf(int seat) => _own[seat] is { } frame ? frame.Samples : [];

    /// <summary>What somebody says to another off the air, before her fader; empty when she does not, or is not here.</summary>
    public ReadOnlySpan<float> AsideOf(Seat seat)
    {
        var place = Array.IndexOf(Seats, seat);
        return place >= 0 && _aside[place] is { } frame ? frame.Samples : [];
    }

    /// <summary>Takes over what the tick has made. The clock's thread only.</summary>
    public void Fill(long tick, Seat[] seats, ReadOnlySpan<float> bus, ProgrammeLegs legs, AudioFramePool frames, bool isLive)
    {
        (Tick, Seats, IsLive) = (tick, seats, isLive);
        _bus = Copy(bus, tick, frames);
        _clean = Keep(legs[ProgrammeLeg.Clean]);
        _radio = Keep(legs[ProgrammeLeg.Radio]);
        _web = Keep(legs[ProgrammeLeg.Web]);
        if (_own.Length < seats.Length) // more than ever before
            (_own, _aside) = (new AudioFrame?[2 * seats.Length], new AudioFrame?[2 * seats.Length]);
        for (var i = 0; i < seats.Length; i++)
        {
            var seat = seats[i];
            _own[i] = seat.Adds ? Copy(seat.Input.Samples, tick, frames) : null;
            _aside[i] = seat.SpeaksAside ? Copy(seat.Input.Voice, tick, frames) : null;
        }
    }

    /// <summary>Gives back all frames.</summary>
    public void Release()
    {
        for (var i = 0; i < Seats.Length; i++)
        {
            _own[i]?.Release();
            _aside[i]?.Release();
            (_own[i], _aside[i]) = (null, null);
        }
        _bus?.Release();
        _clean?.Release();
        _radio?.Release();
        _web?.Release();
        (_bus, _clean, _radio, _web, Seats) = (null, null, null, null, []);
    }

    private static AudioFrame Copy(ReadOnlySpan<float> samples, long tick, AudioFramePool frames)
    {
        var frame = frames.Rent(tick);
        samples.CopyTo(frame.Samples);
        return frame;
    }

    private static AudioFrame Keep(AudioFrame frame)
    {
        frame.Retain();
        return frame;
    }
}
