using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Guard;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Media.Sounds;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Tests.Media.Sound;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media.Guard;

/// <summary>What goes out when a programme fails: the real mixer, tick by tick; the guard looks ten times a second.</summary>
public sealed class GuardTests : IDisposable
{
    private const int FramesPerLook = 5;

    private readonly TickedProgramme _programme = new();
    private readonly Tap _tap;
    private readonly Script _script = new();
    private readonly Line _ada;
    private readonly GuardDesk _desk;
    private readonly List<GuardView> _views = [];
    private bool _quiet;
    private int _ticks;

    public GuardTests()
    {
        _tap = _programme.Take(ProgrammeLeg.Clean);
        _ada = new Line(VoiceKind.Speaker, _script);
        _desk = new GuardDesk(_programme.Talk.Fallback, Open, NullLogger.Instance);
    }

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Ten_seconds_of_silence_bring_the_bed_and_three_of_speech_take_it_away()
    {
        await OnAirAsync();
        Run(20, [.. RecordedVoices.Explaining[..(int)(19.8 * AudioFrame.SampleRate)], .. RecordedVoices.Room(0.2, -12)]);
        _desk.State.ShouldBe(GuardState.Ok);

        Run(6.1);
        _desk.State.ShouldBe(GuardState.Warning);
        _views[^1].SecondsToGo.ShouldBe(4);
        Run(3.7);
        _desk.State.ShouldBe(GuardState.Warning);
        Peak(0.5).ShouldBe(Decibels.Floor);
        Run(0.4);
        _views[^1].ShouldBe(new GuardView(GuardState.Filling, GuardCause.Silence, FallbackKind.Bed, "Calm bed", 10, null));
        Run(10);
        Peak(0.5).ShouldBeGreaterThan(-30f, "there is no dead air any more");
        Sounds.Loudness(_tap.Heard.Last(9)).ShouldBe(-23, tolerance: 2);
        var filled = _tap.Heard[(int)(20.1 * AudioFrame.SampleRate)..];
        ((double)Array.FindIndex(filled, sample => Math.Abs(sample) > 0.0001f) / AudioFrame.SampleRate).ShouldBeInRange(9.9, 10.1, "tick 500, and a look of the guard");
        Sounds.Steepest(filled).ShouldBeLessThan(0.05f, "it did not click");

        RunUntilOk(RecordedVoices.Explaining).ShouldBeInRange(3, 8);
        Run(3, RecordedVoices.Explaining, from: 8);
        _views[^1].Playing.ShouldBeNull();
        Run(2);
        Peak(1.5).ShouldBeLessThan(-100f, "nothing of the bed is left");
    }

    [Fact]
    public async Task A_talk_that_is_not_on_air_is_not_silent()
    {
        await _programme.SeatOnAirAsync(_ada);
        Run(30);
        _desk.State.ShouldBe(GuardState.Idle);
        _views[^1].SilentSeconds.ShouldBe(0);

        _programme.Talk.GoLive();
        Run(9.5);
        _desk.State.ShouldBe(GuardState.Warning, "it counts from the moment when it went on air");
        Run(1);
        _desk.State.ShouldBe(GuardState.Filling);
        _programme.Talk.End();
        Run(3);
        _desk.State.ShouldBe(GuardState.Idle);
    }

    [Fact]
    public async Task After_the_bed_come_the_ident_and_the_next_item_and_then_the_bed_again()
    {
        var (item, applause) = (Shelved(SoundKind.Clip, 31, "Health spot"), Shelved(SoundKind.Clip, 3, "Applause"));
        _desk.Plan.Shelf = [.. BuiltInSounds.All, applause, item];
        await OnAirAsync();

        Run(11);
        Heard().ShouldBe("Calm bed");
        Run(31);
        Heard().ShouldBe("Three bells");
        Run(3.5);
        Heard().ShouldBe("Health spot");
        Tones.LevelAt(_tap.Heard.Last(0.2), 700).ShouldBe(-20, tolerance: 1);
        Run(31);
        Heard().ShouldBe("Calm bed");
        _views.Where(view => view.Playing is not null).Select(view => view.Sound).Distinct(StringComparer.Ordinal).ShouldBe(["Calm bed", "Three bells", "Health spot"]);

        var gaps = _tap.Heard[(int)(10.5 * AudioFrame.SampleRate)..].Chunk(AudioFrame.SampleRate / 10).Count(tenth => tenth.All(sample => sample == 0));
        gaps.ShouldBeLessThanOrEqualTo(3, "a tenth of a second between two sounds is the most");
    }

    [Fact]
    public async Task What_the_shelf_has_comes_before_what_every_shelf_has_and_what_is_gone_is_replaced()
    {
        _desk.Plan.Shelf = [.. BuiltInSounds.All, Shelved(SoundKind.Bed, 20, "Khene"), Shelved(SoundKind.Ident, 20, "gone")];
        await OnAirAsync();
        Run(11);
        Heard().ShouldBe("Khene");
        Run(31);
        Heard().ShouldBe("Calm bed", "the ident's file is not there any more");
    }

    [Fact]
    public async Task Silence_on_purpose_is_left_alone_and_counts_from_its_end()
    {
        await OnAirAsync();
        Run(11);
        _desk.State.ShouldBe(GuardState.Filling);

        _quiet = true;
        Run(3);
        _views[^1].State.ShouldBe(GuardState.Quiet);
        _views[^1].Playing.ShouldBeNull();
        Peak(0.5).ShouldBe(Decibels.Floor);
        Run(27);
        _quiet = false;
        Run(9.8);
        _desk.State.ShouldBe(GuardState.Warning);
        Run(0.4);
        _desk.State.ShouldBe(GuardState.Filling);
    }

    [Fact]
    public async Task A_pure_tone_and_a_busy_line_are_cut_and_covered_until_somebody_speaks()
    {
        await OnAirAsync();
        Run(5, RecordedVoices.Explaining);
        Run(11, Tones.Sine(1000, 11, -12));
        _desk.Cause.ShouldBe(GuardCause.Tone);
        _desk.Detail.ShouldBe("1000 Hz");
        Run(2, Tones.Sine(1000, 2, -12));
        Tones.LevelAt(_tap.Heard.Last(0.5), 1000).ShouldBeLessThan(-50, "nobody hears the tone any more");
        Peak(0.5).ShouldBeGreaterThan(-30f);

        RunUntilOk(RecordedVoices.Explaining).ShouldBeInRange(3, 9);

        // 425 Hz, half a second on and half a second off.
        var busy = Tones.Sine(425, 25, -12);
        for (var i = 0; i < busy.Length; i++)
            busy[i] *= i / 24_000 % 2;
        Run(13, busy);
        _desk.Cause.ShouldBe(GuardCause.Tone);
    }

    [Fact]
    public async Task A_buffer_that_is_stuck_is_cut_and_covered()
    {
        await OnAirAsync();
        Run(5, RecordedVoices.Explaining);
        var onset = RecordedVoices.OnsetOf(RecordedVoices.Explaining);
        var stuck = Enumerable.Range(0, 16 * AudioFrame.SampleRate).Select(i => RecordedVoices.Explaining[onset + 9600 + (i % 24_576)]).ToArray();

        Run(9, stuck);
        _desk.Cause.ShouldBe(GuardCause.Stuck, "512 milliseconds come again and again, in blocks that are not ours");
        Run(1, stuck, from: 9);
        _views[^1].Playing.ShouldBe(FallbackKind.Bed);

        RunUntilOk(RecordedVoices.Congratulating).ShouldBeInRange(3, 9);
    }

    [Fact]
    public async Task Speech_music_and_a_soft_voice_in_a_room_are_left_alone()
    {
        await OnAirAsync();
        Run(30, RecordedVoices.Congratulating);
        Run(60, RecordedVoices.Explaining.At(-14).And(RecordedVoices.Room(1, -55)));
        using var bed = BuiltInSounds.Open(BuiltInSounds.Bed);
        var music = new float[bed.Length];
        bed.Read(0, music);
        Run(2 * BuiltInSounds.Bed.Seconds, [.. music, .. music]);

        _views.ShouldAllBe(view => view.State != GuardState.Filling);
    }

    [Fact]
    public async Task Clicks_in_a_dead_line_are_no_programme_and_a_soft_voice_is_one()
    {
        await OnAirAsync();
        var clicks = RecordedVoices.Room(20, -60);
        for (var at = 0; at < clicks.Length; at += AudioFrame.SampleRate)
            clicks[at] = 0.9f;
        Run(12, clicks);
        _desk.State.ShouldBe(GuardState.Filling);
        Run(8, clicks);
        _desk.State.ShouldBe(GuardState.Filling);

        RunUntilOk(RecordedVoices.Explaining.At(-17)).ShouldBeInRange(10, 30, "she never comes above -15 dBFS, and yet she is there");
    }

    [Fact]
    public async Task Who_speaks_goes_on_hearing_the_others_and_not_what_is_filled_in()
    {
        var ben = new Line(VoiceKind.Speaker, null);
        await OnAirAsync();
        await _programme.SeatOnAirAsync(ben);
        Run(14);
        ben.Heard.Last(3).ShouldAllBe(sample => sample == 0);
        Peak(1).ShouldBeGreaterThan(-30f);
    }

    [Fact]
    public void The_clocks_thread_allocates_nothing_for_it()
    {
        _programme.Talk.GoLive();
        Run(14);
        _tap.Heard.ShouldNotBeEmpty("and its frames are free again");
        var tick = 100_000L;
        _programme.Talk.Tick(tick++);
        Allocation.Of(() =>
        {
            for (var i = 0; i < 40; i++)
                _programme.Talk.Tick(tick++);
        }).ShouldBe(0);
    }

    private static SoundTape Open(ShelvedSound sound) => sound switch
    {
        { Name: "gone" } => throw new FileNotFoundException("It is gone."),
        { File: "" } => BuiltInSounds.Open(sound),
        _ => new MemoryTape(Tones.Sine(700, sound.Seconds, -20)),
    };

    private static ShelvedSound Shelved(SoundKind kind, double seconds, string name) => new(Guid.NewGuid(), kind, name, seconds, "somewhere", 0);

    private async Task OnAirAsync()
    {
        await _programme.SeatOnAirAsync(_ada);
        _programme.Talk.GoLive();
    }

    private string? Heard() => _views[^1].Sound;

    private float Peak(double seconds) => Decibels.FromAmplitude(_tap.Heard.Last(seconds).Max(Math.Abs));

    /// <summary>How many seconds of this it takes until the programme is one again.</summary>
    private double RunUntilOk(float[] voice)
    {
        for (var at = 0.0; at < 60; at += 0.1)
        {
            Run(0.1, voice, at);
            if (_desk.State == GuardState.Ok)
                return at + 0.1;
        }
        return double.PositiveInfinity;
    }

    /// <summary>Lets so much time pass, with this on the microphone.</summary>
    private void Run(double seconds, float[]? voice = null, double from = 0)
    {
        _script.Say(voice, (int)(from * AudioFrame.SampleRate));
        for (var i = 0; i < (int)Math.Round(seconds * AudioFrame.PerSecond); i++, _ticks++)
        {
            _programme.Tick(1);
            if (_ticks % FramesPerLook != 0)
                continue;
            _desk.Follow(_programme.Talk.IsLive, _quiet);
            _views.Add(_desk.View(TimeSpan.Zero));
        }
    }

    /// <summary>A microphone in front of which this or that is heard.</summary>
    private sealed class Script : IAudioSource
    {
        private float[]? _voice;
        private int _at;

        public void Say(float[]? voice, int from) => (_voice, _at) = (voice, from);

        public bool Read(Span<float> samples)
        {
            samples.Clear();
            if (_voice is null || _at >= _voice.Length)
                return false;
            var count = Math.Min(samples.Length, _voice.Length - _at);
            _voice.AsSpan(_at, count).CopyTo(samples);
            _at += count;
            return true;
        }
    }
}
