using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Contributions;
using TalksPlatform.Broadcast.Media.Guard;
using TalksPlatform.Broadcast.Media.Mixing;
using TalksPlatform.Broadcast.Media.Recording;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>
/// One voice's place at the mixer. It outlives the voice's connections: whoever comes back is heard as before. The stage
/// says whether it is on air; a connection says whether there is anything to hear.
/// </summary>
internal sealed class Seat : IAudioSource
{
    private readonly MixMinus _minus = new();
    private volatile IContribution? _contribution;
    private volatile OnAirVoice? _onAir;
    private volatile StripSettings? _strip;
    private volatile StationEar? _ear;
    private bool _tookRadio;

    public Seat(ContributionId id)
    {
        Id = id;
        Tap = new VoiceTap(id);
        Input = new MixerInput(this);
    }

    public ContributionId Id { get; }

    public MixerInput Input { get; }

    /// <summary>The programme without this voice, on its way back to it.</summary>
    public FrameRing Return { get; } = new(frames: 8);

    /// <summary>What this voice gave to the programme, on its way to its track.</summary>
    public VoiceTap Tap { get; }

    /// <summary>Whoever watches both ways of a station's line; else null.</summary>
    public StationEar? Ear
    {
        get => _ear;
        set => _ear = value;
    }

    /// <summary>It gave something to the programme at this tick. The clock's thread only.</summary>
    public bool IsHeard => Input.HasSound && Input.Own.ContainsAnyExcept(0f);

    public IContribution? Contribution => _contribution;

    public bool IsOnAir => _onAir is not null;

    public bool IsEmpty => _contribution is null && _onAir is null;

    /// <summary>Sits down, and returns the earlier connection of the same voice, if there was one.</summary>
    public IContribution? Take(IContribution contribution)
    {
        var before = _contribution;
        _contribution = contribution;
        Input.IsBed = contribution.IsBed;
        Input.Strip.Settings = _onAir?.Strip ?? _strip ?? StripSettings.Of(contribution.Kind);
        return before;
    }

    /// <summary>Gets up, unless a later connection has taken the seat already.</summary>
    public void Leave(IContribution contribution)
    {
        if (_contribution == contribution)
            _contribution = null;
    }

    /// <summary>What the stage says of this voice.</summary>
    /// <param name="voice">Null when it is off the air.</param>
    /// <param name="strip">The strip that was set; null when none was. It works off the air, too: who comes on air is levelled then.</param>
    public void Follow(OnAirVoice? voice, StripSettings? strip)
    {
        (_onAir, _strip) = (voice, strip);
        if ((voice?.Kind ?? _contribution?.Kind) is { } kind)
            Input.Strip.Settings = voice?.Strip ?? strip ?? StripSettings.Of(kind);
        if (voice is not null)
            Tap.Name = voice.Name;
        Input.Fader.Target = voice is { Muted: false } ? 1f : 0f;
    }

    public bool Read(Span<float> samples)
    {
        var arrives = false;
        if (_contribution is { } contribution)
            arrives = contribution.Read(samples);
        else
            samples.Clear();
        _ear?.Receive(samples);
        return arrives;
    }

    /// <summary>
    /// Takes the programme without this voice off the bus. A station that has no voice on air transmits what it gets, so it
    /// gets what radio does; it may be on its air already, so it bears nothing of the green room. The clock's thread only.
    /// </summary>
    public void TakeReturn(ReadOnlySpan<float> bus, ReadOnlySpan<float> radio, AudioFrame frame, bool isLive)
    {
        var isStation = _contribution is { Kind: VoiceKind.Station };
        _minus.Take(bus, Input.Samples, frame.Samples);
        TakeRadio(isStation && !IsOnAir, radio, frame.Samples);
        if (!isLive && isStation)
            frame.Samples.Clear();
        Return.Write(frame);
    }

    public VoiceView View()
    {
        var (contribution, onAir) = (_contribution, _onAir);
        return new VoiceView(
            Id,
            onAir?.Name ?? contribution?.Name ?? "",
            onAir?.Kind ?? contribution?.Kind ?? VoiceKind.Speaker,
            contribution?.Connected ?? false,
            onAir is not null,
            onAir?.Muted ?? false,
            Math.Round(Input.Level.Decibel, 1),
            contribution?.Digits,
            contribution?.Quality,
            onAir?.Asks ?? false,
            contribution?.Phone,
            contribution?.Line);
    }

    private void TakeRadio(bool takes, ReadOnlySpan<float> radio, Span<float> output)
    {
        if (takes && !_tookRadio)
            Ramp.Out(radio, output);
        else if (takes)
            radio.CopyTo(output);
        else if (_tookRadio)
            Ramp.In(radio, output);
        _tookRadio = takes;
    }
}
