using TalksPlatform.Broadcast.Media.Delay;
using TalksPlatform.Broadcast.Media.Metering;
using TalksPlatform.Broadcast.Media.Mixing;
using TalksPlatform.Broadcast.Media.Sounds;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>
/// What leaves the mixer at one tick, a frame for each leg: clean as it is, radio and web ridden to their loudness, each
/// below -1 dBTP by a limiter of its own, radio late if that is wanted. Rendered by the clock's thread, set by any.
/// </summary>
internal sealed class ProgrammeLegs
{
    private const double WebTarget = -16; // LUFS

    private static readonly float WebGain = Decibels.ToAmplitude((float)(WebTarget - LoudnessRider.Target));

    private readonly AudioFrame[] _frames = new AudioFrame[Enum.GetValues<ProgrammeLeg>().Length];
    private readonly FrameRing[] _meters = [.. Enum.GetValues<ProgrammeLeg>().Select(_ => FrameRing.Holding(TimeSpan.FromSeconds(2)))];
    private readonly float[] _ridden = new float[AudioFrame.Length];
    private readonly Fader _radioGain = new(1f);
    private readonly Fader _webGain = new(WebGain);
    private readonly Limiter _radio = new();
    private readonly Limiter _web = new();
    private volatile DelayControl? _delay;
    private volatile SampleRing? _radioEar;

    public AudioFrame this[ProgrammeLeg leg] => _frames[(int)leg];

    /// <summary>How late radio is just now.</summary>
    public TimeSpan Delay => _delay?.Now ?? TimeSpan.Zero;

    /// <summary>Hears what radio is sent; null while nobody listens.</summary>
    public SampleRing? RadioEar
    {
        get => _radioEar;
        set => _radioEar = value;
    }

    /// <summary>What a leg bears, for its meter.</summary>
    public FrameRing Meter(ProgrammeLeg leg) => _meters[(int)leg];

    /// <summary>Rides radio and web, by so many dB.</summary>
    public void Ride(double decibels)
    {
        var gain = decibels == 0 ? 1f : Decibels.ToAmplitude((float)decibels);
        (_radioGain.Target, _webGain.Target) = (gain, gain * WebGain);
    }

    /// <summary>How late radio is to be. Not from two threads at once.</summary>
    public void SetDelay(TimeSpan delay)
    {
        if (delay > TimeSpan.Zero)
            _delay ??= new DelayControl(); // a talk without one needs no memory for it
        if (_delay is { } control)
            control.Wanted = delay;
    }

    /// <summary>Throws away what radio has not aired yet.</summary>
    public void DumpDelay() => _delay?.Dump();

    /// <summary>Makes the legs of a tick.</summary>
    /// <param name="bus">The mixer's sum, before any limiter.</param>
    /// <param name="clean">The bus behind the limiter. It is released with the others.</param>
    /// <param name="frames">Where the others come from.</param>
    public void Render(ReadOnlySpan<float> bus, AudioFrame clean, AudioFramePool frames)
    {
        var (radio, web) = (frames.Rent(clean.Tick), frames.Rent(clean.Tick));
        (_frames[(int)ProgrammeLeg.Clean], _frames[(int)ProgrammeLeg.Radio], _frames[(int)ProgrammeLeg.Web]) = (clean, radio, web);

        bus.CopyTo(_ridden);
        _webGain.Apply(_ridden);
        _web.Process(_ridden, web.Samples);

        bus.CopyTo(_ridden);
        _radioGain.Apply(_ridden);
        _radio.Process(_ridden, radio.Samples);
        _delay?.Process(radio.Samples, radio.Samples);

        _radioEar?.TryWrite(radio.Samples);
        for (var leg = 0; leg < _frames.Length; leg++)
            _meters[leg].Write(_frames[leg]);
    }

    /// <summary>Nobody else takes what was made at this tick.</summary>
    public void Release()
    {
        foreach (var frame in _frames)
            frame.Release();
    }
}
