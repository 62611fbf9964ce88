using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Tests.Media.Sound;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>Speech that is not for the air, by a tone for each voice at each place where it could be heard.</summary>
public sealed class IntercomTests
{
    private const int LeaseTicks = 150;

    private readonly TickedProgramme _programme = new();
    private readonly Line _ada = new(VoiceKind.Speaker, new SingingVoice(500, -20)); // on air
    private readonly Line _ben = new(VoiceKind.Caller, new SingingVoice(1500, -20)); // held
    private readonly Line _pia = new(VoiceKind.Speaker, new SingingVoice(2500, -20)); // produces
    private readonly Line _eve = new(VoiceKind.Speaker, null); // has nothing to do with it
    private readonly Tap[] _legs;

    public IntercomTests() => _legs = [.. Enum.GetValues<ProgrammeLeg>().Select(_programme.Take)];

    private Intercom Intercom => _programme.Talk.Intercom;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Talkback_is_heard_by_one_alone_over_a_lower_programme_and_never_on_air(bool producerIsOnAir)
    {
        await OpenAsync();
        if (producerIsOnAir)
            _programme.PutOnAir(_pia);
        _programme.Talk.FindConnected(_pia.Id)!.Input.Strip.Settings = StripSettings.Neutral;
        _programme.Tick(50);
        var before = _legs.Select(leg => leg.Heard.Length).ToArray();

        Intercom.Hold(_pia.Id, _ben.Id, IntercomWay.Talk);
        _programme.Tick(100);

        Tones.LevelAt(_ben.Heard.Last(1), 2500).ShouldBe(-20, tolerance: 0.5);
        Tones.LevelAt(_ben.Heard.Last(1), 500).ShouldBe(-32, tolerance: 0.5);
        Tones.LevelAt(_eve.Heard.Last(1), 500).ShouldBe(-20, tolerance: 0.5);
        foreach (var nobody in new[] { _ada, _pia, _eve })
            Tones.LevelAt(nobody.Heard.Last(1), 2500).ShouldBeLessThan(-100);
        for (var leg = 0; leg < _legs.Length; leg++)
            Tones.LevelAt(_legs[leg].Heard.AsSpan(before[leg] + (3 * AudioFrame.Length)), 2500).ShouldBeLessThan(-100, $"{_legs[leg].Name} of the {(producerIsOnAir ? "aired" : "quiet")} producer");
        Drain(_pia).ShouldBeInRange(producerIsOnAir ? 49 : 0, producerIsOnAir ? 51 : 0, "her track ends where she spoke aside");
    }

    [Fact]
    public async Task It_ends_by_itself_when_nobody_holds_the_key_and_at_once_when_it_is_let_go()
    {
        await OpenAsync();
        Intercom.Hold(_pia.Id, _ben.Id, IntercomWay.Talk);
        _programme.Tick(100);
        Intercom.Hold(_pia.Id, _ben.Id, IntercomWay.Talk);
        _programme.Tick(LeaseTicks - 10);
        Tones.LevelAt(_ben.Heard.Last(0.2), 2500).ShouldBe(-20, tolerance: 0.5, "it was renewed");

        _programme.Tick(20);
        Nothing();
        Intercom.Hold(_pia.Id, _ben.Id, IntercomWay.Talk);
        _programme.Tick(50);
        Tones.LevelAt(_ben.Heard.Last(0.2), 2500).ShouldBe(-20, tolerance: 0.5);
        Intercom.Release(_pia.Id, _ben.Id);
        _programme.Tick(5);
        Nothing();
        Sounds.Steepest(_ben.Heard).ShouldBeLessThan(0.1f, "nothing clicks");

        void Nothing()
        {
            _programme.Tick(10);
            Tones.LevelAt(_ben.Heard.Last(0.15), 2500).ShouldBeLessThan(-80);
            Tones.LevelAt(_ben.Heard.Last(0.15), 500).ShouldBe(-20, tolerance: 0.5);
        }
    }

    [Fact]
    public async Task Who_spoke_aside_is_back_on_air_when_she_is_done()
    {
        await OpenAsync();
        _programme.PutOnAir(_pia);
        Intercom.Hold(_pia.Id, _ben.Id, IntercomWay.Talk);
        _programme.Tick(20);
        Intercom.Release(_pia.Id, _ben.Id);
        _programme.Tick(60);

        Tones.LevelAt(_ada.Heard.Last(1), 2500).ShouldBe(-20, tolerance: 0.5);
    }

    [Fact]
    public async Task A_screener_and_a_held_caller_hear_each_other_and_nobody_else_does()
    {
        await OpenAsync();

        Intercom.Hold(_pia.Id, _ben.Id, IntercomWay.Screen);
        _programme.Tick(100);

        Tones.LevelAt(_ben.Heard.Last(1), 2500).ShouldBe(-20, tolerance: 0.5);
        Tones.LevelAt(_pia.Heard.Last(1), 1500).ShouldBe(-20, tolerance: 0.5);
        Tones.LevelAt(_pia.Heard.Last(1), 500).ShouldBe(-32, tolerance: 0.5);
        foreach (var sound in (float[][])[_ada.Heard, _eve.Heard, .. _legs.Select(leg => leg.Heard)])
        {
            Tones.LevelAt(sound.Last(1), 2500).ShouldBeLessThan(-100);
            Tones.LevelAt(sound.Last(1), 1500).ShouldBeLessThan(-100);
        }
    }

    [Fact]
    public async Task Listening_before_the_fader_changes_nothing_for_anybody_else()
    {
        await OpenAsync();

        Intercom.Hold(_pia.Id, _ben.Id, IntercomWay.Listen);
        _programme.Tick(100);

        Tones.LevelAt(_pia.Heard.Last(1), 1500).ShouldBe(-20, tolerance: 0.5);
        Tones.LevelAt(_ben.Heard.Last(1), 2500).ShouldBeLessThan(-100);
        Tones.LevelAt(_ben.Heard.Last(1), 500).ShouldBe(-20, tolerance: 0.5);
        foreach (var sound in (float[][])[_ada.Heard, .. _legs.Select(leg => leg.Heard)])
            Tones.LevelAt(sound.Last(1), 1500).ShouldBeLessThan(-100);
    }

    [Fact]
    public async Task Who_has_no_microphone_may_listen_and_is_no_voice_of_the_talk()
    {
        await OpenAsync();
        var screener = Contracts.ContributionId.New();

        Intercom.Hold(screener, _ben.Id, IntercomWay.Listen);
        _programme.Tick(1);

        _programme.Talk.Seats.ShouldContain(seat => seat.Id == screener);
        _programme.Talk.Voices.ShouldNotContain(voice => voice.Id == screener);
        Fault(() => Intercom.Hold(screener, _ben.Id, IntercomWay.Talk)).ShouldBe("intercom.no-microphone");
        _programme.Tick(LeaseTicks + 2);
        _programme.PutOnAir(_ada); // the next change clears it away
        _programme.Talk.Seats.ShouldNotContain(seat => seat.Id == screener);
    }

    [Fact]
    public async Task Nobody_speaks_to_a_stations_line_nor_screens_who_is_on_air_nor_finds_who_is_not_there()
    {
        await OpenAsync();
        var station = new Line(VoiceKind.Station, null);
        await _programme.Talk.SeatAsync(station);

        Fault(() => Intercom.Hold(_pia.Id, station.Id, IntercomWay.Talk)).ShouldBe("intercom.station");
        Fault(() => Intercom.Hold(_pia.Id, _ada.Id, IntercomWay.Screen)).ShouldBe("voice.on-air");
        Fault(() => Intercom.Hold(_pia.Id, Contracts.ContributionId.New(), IntercomWay.Talk)).ShouldBe("voice.not-connected");
    }

    private static string Fault(Action act) => Should.Throw<FaultException>(act).Fault.Code;

    private async Task OpenAsync()
    {
        await _programme.SeatOnAirAsync(_ada);
        foreach (var line in new[] { _ben, _pia, _eve })
            await _programme.Talk.SeatAsync(line);
        foreach (var seat in _programme.Talk.Seats)
            seat.Input.Strip.Settings = StripSettings.Neutral; // or tones are levelled
        _programme.Talk.TapVoices();
        _programme.Talk.GoLive();
        _programme.Tick(10);
    }

    private int Drain(Line line)
    {
        var frames = 0;
        for (; _programme.Talk.FindConnected(line.Id)!.Tap.Frames.TryRead(out var frame); frames++)
            frame.Release();
        return frames;
    }
}
