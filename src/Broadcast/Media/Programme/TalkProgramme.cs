using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Clock;
using TalksPlatform.Broadcast.Media.Contributions;
using TalksPlatform.Broadcast.Media.Guard;
using TalksPlatform.Broadcast.Media.Mixing;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Recording;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>
/// The sound of one talk: who sits at the mixer, what comes of it, and where that goes. The clock's thread reads arrays
/// that everybody else replaces as a whole, so it takes no lock; outputs begin and end between two ticks.
/// </summary>
internal sealed class TalkProgramme(TalkId talk) : IClocked
{
    private const int PooledFrames = 1024; // ten seconds for everybody who is late

    private readonly Lock _changes = new();
    private readonly AudioFramePool _frames = new(PooledFrames);
    private readonly Mixer _mixer = new();
    private readonly ProgrammeLegs _legs = new();
    private volatile Desk _desk = Desk.Empty;
    private volatile IProgrammeOutput[] _outputs = [];
    private volatile bool _live;
    private volatile bool _ended;
    private volatile bool _voicesTapped;
    private bool _outputsCompleted;
    private bool _closed;
    private HandLine _hands = HandLine.Empty;
    private int _dumps;
    private long _tick;

    public TalkId Talk => talk;

    /// <summary>What each tick leaves for those who make the returns.</summary>
    public TickRing Returns { get; } = new();

    /// <summary>Who speaks with whom off the air.</summary>
    public Intercom Intercom => new(this);

    /// <summary>What goes out: its loudness, its delay, and its meters.</summary>
    public ProgrammeLegs Legs => _legs;

    /// <summary>Where the guard hears the programme, and fills in.</summary>
    public FallbackInput Fallback => _mixer.Fallback;

    /// <summary>The talk is on air: the audience may hear it.</summary>
    public bool IsLive => _live && !_ended;

    /// <summary>It was ended; nothing more goes out.</summary>
    public bool IsOver => _ended;

    public IReadOnlyList<Seat> Seats => _desk.Seats;

    public IReadOnlyList<VoiceView> Voices => [.. _desk.Seats.Where(seat => seat.IsVoice).Select(seat => seat.View())];

    /// <summary>The seat of a voice that is connected, or null.</summary>
    public Seat? FindConnected(ContributionId id)
    {
        foreach (var seat in _desk.Seats) // asked for each listener, so without a closure
        {
            if (seat.Id == id && seat.Contribution is { Connected: true })
                return seat;
        }
        return null;
    }

    /// <summary>Lets a voice sit down, on air at once when the stage says so.</summary>
    /// <exception cref="FaultException">
    /// It was called up out of the audience, and that was taken back meanwhile: hand.not-called. Or the programme was given up: talk.no-studio.
    /// </exception>
    public async Task SeatAsync(IContribution contribution)
    {
        IContribution? before = null;
        Fault? refused;
        lock (_changes)
        {
            refused = _closed ? StudioFloor.NotHere : MaySit(contribution) ? null : HandFaults.NotCalled;
            if (refused is null)
                before = SeatOf(contribution.Id).Take(contribution);
        }
        if (before is not null)
            await before.DisposeAsync();
        if (refused is null)
            return;
        await contribution.DisposeAsync();
        throw refused.AsException();
    }

    /// <summary>Everybody leaves, and nobody sits down any more: whoever comes is sent to the programme that follows.</summary>
    public async Task CloseAsync()
    {
        lock (_changes)
            _closed = true;
        foreach (var contribution in _desk.Seats.Select(seat => seat.Contribution).OfType<IContribution>().ToArray())
            await UnseatAsync(contribution);
    }

    /// <summary>The voice's connection is over.</summary>
    public async Task UnseatAsync(IContribution contribution)
    {
        lock (_changes)
        {
            if (Array.Find(_desk.Seats, seat => seat.Id == contribution.Id) is { } seat)
                seat.Leave(contribution);
            RemoveEmptySeats();
        }
        await contribution.DisposeAsync();
    }

    /// <summary>Follows the stage: who is on air and who is muted, and who of the audience may still be heard by the studio.</summary>
    public void Follow(TalkState state)
    {
        lock (_changes)
        {
            _hands = state.Hands;
            foreach (var id in state.Stage.OnAir.Keys)
                SeatOf(id);
            foreach (var seat in _desk.Seats)
                seat.Follow(state.Stage);
            RemoveEmptySeats();
            Delay(state.Mix.Delay);
            foreach (var contribution in _desk.Seats.Select(seat => seat.Contribution).OfType<IContribution>().Where(voice => !MaySit(voice)))
                _ = contribution.DisposeAsync().AsTask(); // its end unseats it
        }
    }

    /// <summary>What each voice gives to the programme, once somebody asked for it.</summary>
    public IEnumerable<VoiceTap> Taps => _desk.Seats.Select(seat => seat.Tap);

    /// <summary>From now on each voice is tapped while the talk is on air; somebody must read all the taps.</summary>
    public void TapVoices() => _voicesTapped = true;

    public void GoLive() => _live = true;

    /// <summary>Sounds of the shelf that are in the programme from now on, in place of those that were.</summary>
    public void PlaySounds(MixerInput[] sounds)
    {
        lock (_changes)
            _desk = Desk.Of(_desk.Seats, sounds);
    }

    public void Attach(IProgrammeOutput output)
    {
        lock (_changes)
            _outputs = [.. _outputs, output];
    }

    public void Detach(IProgrammeOutput output)
    {
        lock (_changes)
            _outputs = [.. _outputs.Where(other => other != output)];
    }

    /// <summary>The next tick completes every output.</summary>
    public void End() => _ended = true;

    public void Tick(long tick, bool isLate = false)
    {
        if (_ended && !_outputsCompleted)
            CompleteOutputs(); // first, for what follows may fail, and a recording must come to its end

        var desk = _desk;
        Volatile.Write(ref _tick, tick);
        foreach (var seat in desk.Seats)
            seat.Settle(tick);
        var programme = _frames.Rent(tick);
        _mixer.Mix(desk.Inputs, programme.Samples);
        _legs.Render(_mixer.Sent, programme, _frames);

        if (!_ended)
        {
            foreach (var output in _outputs)
                output.Frames.Write(_legs[output.Leg]);
        }
        if (isLate)
        {
            Returns.LeaveOut(); // or everybody would hear the rest of the hour later
        }
        else if (Returns.TryBegin(out var sound))
        {
            sound.Fill(tick, desk.Seats, _mixer.Bus, _legs, _frames, IsLive);
            Returns.Commit();
        }
        LetListen(desk);
        TapeAll(desk, tick);
        _legs.Release();
    }

    /// <summary>Changes who speaks with whom off the air, at the seats of those who do.</summary>
    /// <param name="change">Is given where to find a seat, new or not, and the latest tick.</param>
    public void ChangeLinks(Action<Func<ContributionId, Seat>, long> change)
    {
        lock (_changes)
            change(SeatOf, Volatile.Read(ref _tick));
    }

    /// <summary>Whoever listens for echoes of a line hears what it is sent.</summary>
    private void LetListen(Desk desk)
    {
        foreach (var seat in desk.Seats)
            seat.Ear?.Send(seat.IsOnAir ? _mixer.Bus : _legs[ProgrammeLeg.Radio].Samples, seat.Input.Samples);
    }

    private void TapeAll(Desk desk, long tick)
    {
        if (!IsLive || !_voicesTapped)
            return;
        foreach (var seat in desk.Seats)
        {
            if (seat.IsHeard)
                Tape(seat, tick);
        }
    }

    private void Tape(Seat seat, long tick)
    {
        var own = _frames.Rent(tick);
        seat.Input.Own.CopyTo(own.Samples);
        seat.Tap.Frames.Write(own);
        own.Release();
    }

    private void CompleteOutputs()
    {
        foreach (var output in _outputs)
            output.Frames.Complete();
        _outputsCompleted = true;
    }

    private void Delay(ProgrammeDelay delay)
    {
        _legs.SetDelay(TimeSpan.FromSeconds(delay.Seconds));
        if (delay.Dumps > _dumps)
            _legs.DumpDelay();
        _dumps = delay.Dumps;
    }

    /// <summary>Whoever was called up out of the audience may stay for as long as the studio wants her.</summary>
    private bool MaySit(IContribution contribution) =>
        contribution.Kind != VoiceKind.Attendee || _hands.MaySend(new PersonId(contribution.Id.Value));

    private Seat SeatOf(ContributionId id)
    {
        if (Array.Find(_desk.Seats, seat => seat.Id == id) is { } taken)
            return taken;
        var seat = new Seat(id);
        _desk = Desk.Of([.. _desk.Seats, seat], _desk.Sounds);
        return seat;
    }

    private void RemoveEmptySeats()
    {
        var tick = Volatile.Read(ref _tick);
        if (Array.Exists(_desk.Seats, seat => seat.IsEmptyAt(tick)))
            _desk = Desk.Of([.. _desk.Seats.Where(seat => !seat.IsEmptyAt(tick))], _desk.Sounds);
    }

    /// <summary>All seats and sounds, and the inputs of both, as the clock's thread takes them.</summary>
    private sealed record Desk(Seat[] Seats, MixerInput[] Sounds, MixerInput[] Inputs)
    {
        public static readonly Desk Empty = new([], [], []);

        public static Desk Of(Seat[] seats, MixerInput[] sounds) => new(seats, sounds, [.. seats.Select(seat => seat.Input), .. sounds]);
    }
}
