using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media.Sound;

/// <summary>What leaves the mixer for the tape, for radio and for the web, and what goes back to those who speak.</summary>
public sealed class ProgrammeLegsTests
{
    private static readonly StripSettings Everything = new(GainDb: 4, HighPass: true, Gate: true, Level: true, Automix: true);

    private readonly TickedProgramme _programme = new();

    [Theory]
    [InlineData(-4)] // -20.4 LUFS
    [InlineData(-9)]
    public async Task Speech_goes_out_at_minus_23_on_radio_and_at_minus_16_on_the_web_and_clean_as_it_came(float decibels)
    {
        var voice = RecordedVoices.Explaining.At(decibels);
        var (clean, radio, web) = (_programme.Take(ProgrammeLeg.Clean), _programme.Take(ProgrammeLeg.Radio), _programme.Take(ProgrammeLeg.Web));
        await _programme.SeatOnAirAsync(new Line(VoiceKind.Speaker, new Playing(voice)));

        _programme.Tick(50 * 45);

        Sounds.Loudness(radio.Heard.Last(35)).ShouldBe(-23, tolerance: 1);
        Sounds.Loudness(web.Heard.Last(35)).ShouldBe(-16, tolerance: 1);
        Sounds.Measure(web.Heard).TruePeak.ShouldBeLessThanOrEqualTo(-1);
        clean.Heard[(960 + 246)..96_000].ShouldBe(voice[960..(96_000 - 246)]); // behind the limiter's delay, bit for bit
        var view = _programme.View;
        view.Radio.Integrated!.Value.ShouldBe(-23, tolerance: 1.5);
        view.Web.Integrated!.Value.ShouldBe(-16, tolerance: 1.5);
        view.ShortTerm.ShouldBe(Sounds.Measure(clean.Heard).ShortTerm, tolerance: 0.2);
        view.Range.ShouldBe(Sounds.Measure(clean.Heard).Range, tolerance: 0.2);
        view.Ride.ShouldBeInRange(-3, 3);
    }

    [Theory]
    [InlineData(ProgrammeLeg.Clean)]
    [InlineData(ProgrammeLeg.Radio)]
    [InlineData(ProgrammeLeg.Web)]
    internal async Task However_loud_it_is_no_leg_goes_over_minus_1_dBTP(ProgrammeLeg leg)
    {
        var tap = _programme.Take(leg);
        await _programme.SeatOnAirAsync(new Line(VoiceKind.Speaker, new Playing(RecordedVoices.Congratulating.At(+12))));

        _programme.Tick(50 * 10);

        Sounds.Measure(tap.Heard).TruePeak.ShouldBeLessThanOrEqualTo(-1);
    }

    [Fact]
    public async Task Her_own_return_depends_neither_on_her_fader_nor_on_riding_delay_or_dump()
    {
        var heard = new List<float[]>();
        foreach (var change in (Action<TickedProgramme, Line>[])
        [
            (_, _) => { },
            (programme, ada) => programme.PutOnAir(ada, muted: true),
            (programme, ada) => programme.PutOnAir(ada, strip: Everything),
            (programme, ada) => programme.TakeOffAir(ada),
            (programme, _) => programme.Talk.Legs.Ride(3),
            (programme, _) => programme.Talk.Legs.SetDelay(TimeSpan.FromSeconds(8)),
            (programme, _) => programme.Talk.Legs.DumpDelay(),
        ])
        {
            var programme = new TickedProgramme();
            var ada = new Line(VoiceKind.Speaker, new Playing(RecordedVoices.Explaining.At(-6)));
            await programme.SeatOnAirAsync(ada);
            await programme.SeatOnAirAsync(new Line(VoiceKind.Caller, new Playing(RecordedVoices.Congratulating.At(-6))));
            programme.Talk.GoLive();
            for (var i = 0; i < 10; i++)
            {
                programme.Tick(10);
                change(programme, ada);
            }
            heard.Add(ada.Heard);
        }

        Sounds.Power(heard[0]).ShouldBeGreaterThan(-40, "she hears the other");
        foreach (var other in heard.Skip(1))
            heard[0].Zip(other, (a, b) => Math.Abs(a - b)).Max().ShouldBeLessThan(1e-6f);
    }

    [Fact]
    public async Task The_delay_is_for_radio_alone_and_a_dump_brings_it_back_to_now()
    {
        var (clean, radio, web) = (_programme.Take(ProgrammeLeg.Clean), _programme.Take(ProgrammeLeg.Radio), _programme.Take(ProgrammeLeg.Web));
        var ben = new Line(VoiceKind.Speaker, null);
        await _programme.SeatOnAirAsync(new Line(VoiceKind.Speaker, new Playing(
            [.. Tones.Sine(500, seconds: 100, dbfs: -23), .. Tones.Sine(1500, seconds: 60, dbfs: -23)])));
        await _programme.Talk.SeatAsync(ben);
        _programme.Talk.GoLive();

        _programme.Talk.Legs.SetDelay(TimeSpan.FromSeconds(7));
        _programme.Tick(50 * 103);

        _programme.View.Delay.ShouldBe(7);
        foreach (var now in new[] { clean.Heard, web.Heard, ben.Heard })
            Tones.LevelAt(now.Last(1), 1500).ShouldBeGreaterThan(-25);
        Tones.LevelAt(radio.Heard.Last(1), 500).ShouldBe(-23, tolerance: 1);
        Tones.LevelAt(radio.Heard.Last(1), 1500).ShouldBeLessThan(-80);

        _programme.Talk.Legs.DumpDelay();
        _programme.Tick(26);
        Tones.LevelAt(radio.Heard.Last(0.5), 1500).ShouldBe(-23, tolerance: 1);
        Tones.LevelAt(radio.Heard.Last(0.5), 500).ShouldBeLessThan(-80);
    }

    [Fact]
    public async Task A_station_takes_what_radio_does_until_its_own_voice_is_on_air()
    {
        var station = new Line(VoiceKind.Station, new SingingVoice(2500, -23));
        await _programme.SeatOnAirAsync(new Line(VoiceKind.Speaker, new Playing(
            [.. Tones.Sine(500, seconds: 100, dbfs: -23), .. Tones.Sine(1500, seconds: 60, dbfs: -23)])));
        await _programme.Talk.SeatAsync(station);
        _programme.Talk.GoLive();
        _programme.Talk.Legs.SetDelay(TimeSpan.FromSeconds(7));

        _programme.Tick(50 * 103);
        Tones.LevelAt(station.Heard.Last(1), 500).ShouldBe(-23, tolerance: 1); // late
        _programme.PutOnAir(station);
        _programme.Tick(50);

        Tones.LevelAt(station.Heard.Last(0.9), 1500).ShouldBe(-23, tolerance: 0.5); // now: he talks with them
        Tones.LevelAt(station.Heard.Last(0.9), 2500).ShouldBeLessThan(-80);
        Sounds.Steepest(station.Heard.Last(2)).ShouldBeLessThan(0.015f);
    }

    [Fact]
    public async Task A_bed_gives_way_to_the_speech()
    {
        var clean = _programme.Take(ProgrammeLeg.Clean);
        await _programme.SeatOnAirAsync(new Line(VoiceKind.Clip, new SingingVoice(440, -26)) { IsBed = true });
        _programme.Tick(50);
        Tones.LevelAt(clean.Heard.Last(0.5), 440).ShouldBe(-26, tolerance: 0.1);

        await _programme.SeatOnAirAsync(new Line(VoiceKind.Speaker, new SingingVoice(1500, -23)));
        _programme.Tick(50);

        Tones.LevelAt(clean.Heard.Last(0.5), 440).ShouldBe(-38, tolerance: 0.1);
        Tones.LevelAt(clean.Heard.Last(0.5), 1500).ShouldBe(-23, tolerance: 0.1);
    }

    [Fact]
    public async Task Only_those_who_are_heard_share_the_gain()
    {
        var sharing = new StripSettings(Automix: true);
        var clean = _programme.Take(ProgrammeLeg.Clean);
        var ben = new Line(VoiceKind.Speaker, new SingingVoice(1600, -20));
        await _programme.SeatOnAirAsync(new Line(VoiceKind.Speaker, new SingingVoice(1200, -20)), sharing);
        await _programme.SeatOnAirAsync(ben, sharing);
        _programme.Tick(100);
        Tones.LevelAt(clean.Heard.Last(1), 1200).ShouldBe(-23, tolerance: 0.2);

        _programme.PutOnAir(ben, muted: true, sharing);
        _programme.Tick(100);

        Tones.LevelAt(clean.Heard.Last(1), 1200).ShouldBe(-20, tolerance: 0.1);
        Tones.LevelAt(clean.Heard.Last(1), 1600).ShouldBeLessThan(-80);
    }

    [Fact]
    public async Task A_tick_allocates_nothing_with_all_that_a_mixer_can_do()
    {
        var programme = new TickedProgramme();
        foreach (var hertz in (double[])[300, 500, 700])
            await programme.SeatOnAirAsync(new Line(VoiceKind.Speaker, new SingingVoice(hertz, -20)), Everything);
        await programme.SeatOnAirAsync(new Line(VoiceKind.Clip, new SingingVoice(900, -20)) { IsBed = true });
        programme.Talk.GoLive();
        programme.Talk.Legs.SetDelay(TimeSpan.FromSeconds(10));
        programme.Tick(500);

        var tick = 500;
        Allocation.Of(() =>
        {
            for (var i = 0; i < 500; i++)
                programme.Talk.Tick(tick++);
        }).ShouldBe(0);
    }

    /// <summary>A recording, over and over.</summary>
    private sealed class Playing(float[] sound) : IAudioSource
    {
        private int _at;

        public bool Read(Span<float> samples)
        {
            for (var i = 0; i < samples.Length; i++)
                samples[i] = sound[(_at + i) % sound.Length];
            _at = (_at + samples.Length) % sound.Length;
            return true;
        }
    }
}
