using System.Runtime.InteropServices;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Contributions;
using TalksPlatform.Broadcast.Media.Mixing;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>
/// One seat's way back: the programme without what this seat gave to it. While that is nothing it is the programme itself,
/// and the seat is sent the encoding that all such seats share. When it has something of its own again, its encoder first
/// hears what was before, so that the change is not heard. The return workers only, one at a time.
/// </summary>
internal sealed class SeatReturn(Seat seat)
{
    private const int QuietTicks = AudioFrame.PerSecond; // a pause between two words is no reason to change over

    private readonly MixMinus _minus = new();
    private readonly float[] _sound = new float[AudioFrame.Length];
    private readonly float[] _aside = new float[AudioFrame.Length];
    private readonly List<Ear> _ears = [];
    private readonly Ear _line = new();
    private IContribution? _contribution;
    private int _earsUsed;
    private int _quietTicks = QuietTicks; // who comes has said nothing yet
    private bool _isMade; // its own sound was made at the tick before
    private bool _tookRadio;

    /// <summary>Who else hears what this seat does is about to be told anew.</summary>
    public void ForgetEars() => _earsUsed = 0;

    /// <summary>Somebody at a connection of its own hears what this seat does.</summary>
    public void AddEar(AudioSender sender)
    {
        if (_earsUsed == _ears.Count)
            _ears.Add(new Ear());
        _ears[_earsUsed++].Sender = sender;
    }

    /// <summary>Finds whether this tick has anything of its own for the seat, and which shared encoding it takes if not.</summary>
    public void Prepare(TickSound sound, int place, SharedEncodings shared, TickRing ticks)
    {
        _contribution = seat.Contribution;
        var isPlain = sound.OwnOf(place).IsEmpty && _contribution is not { Kind: VoiceKind.Station } && !seat.HearsAside(sound.Tick);
        _quietTicks = isPlain ? _quietTicks + 1 : 0;
        var shares = _quietTicks > QuietTicks;

        _line.Sender = _contribution is { TakesReturn: true } contribution ? contribution.SharedBack : null;
        _line.Choose(shares, shared, ticks);
        foreach (var ear in Ears)
            ear.Choose(shares, shared, ticks);
    }

    /// <summary>Sends the tick to the seat's connection and to all its ears.</summary>
    public void Send(TickSound sound, int place, TickRing ticks)
    {
        var takesOwn = _contribution is { TakesReturn: true } && _line.Shared is null;
        foreach (var ear in Ears)
            takesOwn |= ear.Shared is null;
        if (takesOwn)
            Make(sound, place, ticks);
        _isMade = takesOwn;

        if (_line.Shared is { } shared)
            shared.SendTo(_line.Sender!);
        else if (_contribution is { TakesReturn: true } contribution)
            contribution.SendReturn(_sound);
        foreach (var ear in Ears)
            ear.Send(_sound);
    }

    private ReadOnlySpan<Ear> Ears => CollectionsMarshal.AsSpan(_ears)[.._earsUsed];

    private void Make(TickSound sound, int place, TickRing ticks)
    {
        if (!_isMade)
            CatchUp(ticks);
        _minus.Take(sound.Bus, sound.OwnOf(place), AsideAt(sound), _sound);

        var isStation = _contribution is { Kind: VoiceKind.Station };
        TakeRadio(isStation && !seat.IsOnAir, sound.Radio);
        if (!sound.IsLive && isStation)
            _sound.AsSpan().Clear();
    }

    private ReadOnlySpan<float> AsideAt(TickSound sound)
    {
        if (!seat.HearsAside(sound.Tick))
            return [];
        _aside.AsSpan().Clear();
        foreach (var link in seat.Hears)
            link.AddTo(_aside, sound);
        return _aside;
    }

    /// <summary>Leads limiter and encoders through what was sent by others' encoding just before.</summary>
    private void CatchUp(TickRing ticks)
    {
        for (var before = TickRing.Remembered; before > 0; before--)
        {
            if (ticks.Before(before) is not { } past)
                continue;
            _minus.Take(past.Bus, [], [], _sound);
            _line.Sender?.Warm(_sound);
            foreach (var ear in Ears)
                ear.Sender?.Warm(_sound);
        }
    }

    /// <summary>
    /// A station that has no voice on air transmits what it gets, so it gets what radio does; it may be on its air already, so
    /// it bears nothing of the green room.
    /// </summary>
    private void TakeRadio(bool takes, ReadOnlySpan<float> radio)
    {
        if (takes && !_tookRadio)
            Ramp.Out(radio, _sound);
        else if (takes)
            radio.CopyTo(_sound);
        else if (_tookRadio)
            Ramp.In(radio, _sound);
        _tookRadio = takes;
    }

    /// <summary>A connection on which the return leaves.</summary>
    private sealed class Ear
    {
        public AudioSender? Sender { get; set; }

        /// <summary>What it takes of this tick instead of a sound of its own.</summary>
        public SharedEncoding? Shared { get; private set; }

        public void Choose(bool shares, SharedEncodings shared, TickRing ticks) =>
            Shared = shares && Sender is { } sender && SharedEncoding.IsFor(sender) ? shared.For(sender, ticks) : null;

        public void Send(ReadOnlySpan<float> own)
        {
            if (Shared is { } shared)
                shared.SendTo(Sender!);
            else
                Sender?.Send(own);
        }
    }
}
