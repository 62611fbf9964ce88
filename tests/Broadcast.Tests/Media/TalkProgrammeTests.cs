using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Media.Sound;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>A talk's sound tick by tick, without a clock.</summary>
public sealed class TalkProgrammeTests
{
    private readonly TickedProgramme _programme = new();
    private readonly Line _ada = new(VoiceKind.Speaker, new SingingVoice(500, -20));
    private readonly Line _ben = new(VoiceKind.Speaker, null);

    [Fact]
    public async Task Every_leg_bears_the_programme_from_the_moment_when_somebody_takes_it()
    {
        Tap[] taps = [.. Enum.GetValues<ProgrammeLeg>().Select(_programme.Take)];
        await _programme.SeatOnAirAsync(_ada);
        _programme.Talk.GoLive();

        _programme.Tick(50);

        foreach (var tap in taps)
            Tones.LevelAt(tap.Heard.Last(0.9), 500).ShouldBe(tap.Leg == ProgrammeLeg.Web ? -13 : -20, tolerance: 0.5, tap.Name);
    }

    [Fact]
    public async Task Radio_is_as_late_as_the_state_says_and_each_dump_happens_once()
    {
        await _programme.SeatOnAirAsync(_ada);
        _programme.Talk.GoLive();
        Follow(new ProgrammeDelay(8));
        _programme.Tick(500);
        _programme.Talk.Legs.Delay.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.4), "it is being entered");

        Follow(new ProgrammeDelay(8, Dumps: 1));
        _programme.Tick(1);
        _programme.Talk.Legs.Delay.ShouldBeLessThan(TimeSpan.FromSeconds(0.1), "what waited is gone");
        _programme.Tick(500);
        Follow(new ProgrammeDelay(8, Dumps: 1));
        _programme.Tick(1);
        _programme.Talk.Legs.Delay.ShouldBeGreaterThan(TimeSpan.FromSeconds(0.4), "the same state, seen again, throws nothing away");

        void Follow(ProgrammeDelay delay) =>
            _programme.Talk.Follow(new TalkState(_programme.Talk.Talk) { Stage = _programme.Stage, Mix = MixState.Empty with { Delay = delay } });
    }

    [Fact]
    public async Task A_stations_line_bears_nothing_of_the_green_room_and_a_speakers_does()
    {
        var station = new Line(VoiceKind.Station, null);
        await _programme.SeatOnAirAsync(_ada);
        await _programme.Talk.SeatAsync(_ben);
        await _programme.Talk.SeatAsync(station);

        _programme.Tick(50);
        Tones.LevelAt(_ben.Heard.Last(0.5), 500).ShouldBe(-20, tolerance: 1);
        station.Heard.ShouldAllBe(sample => sample == 0);
        _programme.Talk.GoLive();
        _programme.Tick(50);
        Tones.LevelAt(station.Heard.Last(0.5), 500).ShouldBe(-20, tolerance: 1);
        _programme.Talk.End();
        _programme.Tick(8);
        station.Heard.Last(0.16).ShouldAllBe(sample => sample == 0, "and nothing of what is said after the end");
    }

    [Fact]
    public async Task In_a_programme_that_was_given_up_nobody_sits_down_to_be_heard_nowhere()
    {
        await _programme.SeatOnAirAsync(_ada);
        await _programme.Talk.CloseAsync();

        (await Should.ThrowAsync<FaultException>(() => _programme.Talk.SeatAsync(_ben))).Fault.Code.ShouldBe("talk.no-studio");
        _programme.Talk.Seats.ShouldAllBe(seat => seat.Contribution == null);
    }

    [Fact]
    public async Task A_seat_tells_whether_there_was_sound()
    {
        await _programme.SeatOnAirAsync(_ada);
        await _programme.Talk.SeatAsync(_ben);

        _programme.Tick(1);
        _programme.Talk.FindConnected(_ada.Id)!.Input.HasSound.ShouldBeTrue();
        _programme.Talk.FindConnected(_ben.Id)!.Input.HasSound.ShouldBeFalse();
        var seat = _programme.Talk.FindConnected(_ada.Id)!;
        await _programme.Talk.UnseatAsync(_ada);
        _programme.Tick(1);
        seat.Input.HasSound.ShouldBeFalse("nobody sits there");
        seat.Input.Samples.ToArray().ShouldAllBe(sample => sample == 0);
    }
}
