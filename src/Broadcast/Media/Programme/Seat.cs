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
    private volatile IContribution? _contribution;
    private volatile OnAirVoice? _onAir;
    private volatile StripSettings? _strip;
    private volatile bool _isNext;
    private volatile StationEar? _ear;
    private volatile IntercomLink[] _says = [];
    private volatile IntercomLink[] _hears = [];

    public Seat(ContributionId id)
    {
        Id = id;
        Tap = new VoiceTap(id);
        Input = new MixerInput(this);
        Return = new SeatReturn(this);
    }

    public ContributionId Id { get; }

    public MixerInput Input { get; }

    /// <summary>The programme without this voice, on its way back to it.</summary>
    public SeatReturn Return { get; }

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

    /// <summary>It added something to the bus at this tick. The clock's thread only.</summary>
    public bool Adds => Input.HasSound && Input.Samples.ContainsAnyExcept(0f);

    /// <summary>Somebody hears it off the air at this tick. The clock's thread only.</summary>
    public bool SpeaksAside => Input is { KeepsVoice: true, HasSound: true };

    public IContribution? Contribution => _contribution;

    public bool IsOnAir => _onAir is not null;

    /// <summary>It is somebody's voice, and not only the place of somebody who listens to another off the air.</summary>
    public bool IsVoice => _contribution is not null || _onAir is not null;

    /// <summary>Nobody sits there, at the tick that is told.</summary>
    public bool IsEmptyAt(long tick) => !IsVoice && !HearsAside(tick) && !Array.Exists(_says, link => link.IsLinkedAt(tick));

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
    public void Follow(StageState stage)
    {
        // A strip that was set works off the air, too: who comes on air is levelled then.
        var (voice, strip) = (stage.OnAir.GetValueOrDefault(Id), stage.Strips.GetValueOrDefault(Id));
        (_onAir, _strip, _isNext) = (voice, strip, stage.Next.Contains(Id));
        if ((voice?.Kind ?? _contribution?.Kind) is { } kind)
            Input.Strip.Settings = voice?.Strip ?? strip ?? StripSettings.Of(kind);
        if (voice is not null)
            Tap.Name = voice.Name;
    }

    /// <summary>
    /// Before the mix of a tick: whoever speaks off the air is not on the bus, and is heard off the air only once she has left
    /// it. The clock's thread only.
    /// </summary>
    public void Settle(long tick)
    {
        var (isKept, isAside) = (false, false);
        foreach (var link in _says)
        {
            isKept |= link.IsLinkedAt(tick);
            isAside |= link.TakesOffAir && link.IsLinkedAt(tick);
        }
        Input.KeepsVoice = isKept && (!isAside || Input.Fader.IsShut);
        Input.Fader.Target = _onAir is { Muted: false } && !isAside ? 1f : 0f;
    }

    /// <summary>Who hears this voice off the air, and whom it hears. Set under the programme's lock.</summary>
    public void Link(IntercomLink[] says, IntercomLink[] hears) => (_says, _hears) = (says, hears);

    /// <summary>Who hears this voice off the air.</summary>
    public IntercomLink[] Says => _says;

    /// <summary>Whom it hears off the air.</summary>
    public IntercomLink[] Hears => _hears;

    public bool HearsAside(long tick)
    {
        foreach (var link in _hears)
        {
            if (link.IsLinkedAt(tick))
                return true;
        }
        return false;
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
            contribution?.Line,
            _isNext);
    }
}
