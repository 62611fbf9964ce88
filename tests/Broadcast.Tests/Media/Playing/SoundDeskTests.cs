using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Media.Sounds;
using TalksPlatform.Broadcast.Mix;
using TalksPlatform.Broadcast.Tests.Media.Sound;
using TalksPlatform.Contracts;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media.Playing;

/// <summary>What the log says of sounds, heard in the programme; time is moved with the ticks.</summary>
public sealed class SoundDeskTests : IDisposable
{
    private const int Bed = 700;
    private const int Clip = 1900;

    private readonly ManualTime _time = new();
    private readonly TickedProgramme _programme = new();
    private readonly Tap _tap;
    private readonly SoundDesk _desk;
    private readonly SoundId _bed = SoundId.New();
    private readonly SoundId _clip = SoundId.New();
    private MixState _mix = MixState.Empty;

    public SoundDeskTests()
    {
        _tap = _programme.Take(ProgrammeLeg.Clean);
        _programme.Talk.GoLive();
        _desk = NewDesk();
    }

    public void Dispose() => _desk.Dispose();

    [Fact]
    public void A_bed_and_a_clip_are_heard_together_and_the_clip_ends_by_itself()
    {
        Play(_bed, SoundKind.Bed, 5);
        Play(_clip, SoundKind.Clip, 2);

        Run(1.5);
        LevelOf(Bed).ShouldBe(-32, tolerance: 0.5, "a bed gives way to a clip as well");
        LevelOf(Clip).ShouldBe(-20, tolerance: 0.5);

        Run(4);
        LevelOf(Clip).ShouldBeLessThan(-90);
        LevelOf(Bed).ShouldBe(-20, tolerance: 0.5);
        Run(10);
        LevelOf(Bed).ShouldBe(-20, tolerance: 0.5, "it goes round");
        Sounds.Steepest(_tap.Heard).ShouldBeLessThan(0.1f * 2.3f * 2 * MathF.PI * Clip / AudioFrame.SampleRate, "nothing clicked");
    }

    [Fact]
    public void What_is_stopped_is_gone_at_once_and_what_fades_fades()
    {
        Play(_bed, SoundKind.Bed, 5);
        Play(_clip, SoundKind.Clip, 60);
        Run(1);

        _mix = _mix with { Sounds = _mix.Sounds.RemoveAll(sound => sound.Id == _clip) };
        Run(0.4);
        LevelOf(Clip).ShouldBeLessThan(-90);
        Run(2.5);
        LevelOf(Bed).ShouldBe(-20, tolerance: 0.5);
        _mix = _mix with { Sounds = [_mix.Sounds[0] with { FadesAt = _time.GetUtcNow(), FadedAt = _time.GetUtcNow().AddSeconds(2) }] };
        Run(1.15);
        LevelOf(Bed).ShouldBe(-26, tolerance: 1.5);
        Run(1.2);
        LevelOf(Bed).ShouldBeLessThan(-90);
        Sounds.Steepest(_tap.Heard).ShouldBeLessThan(0.1f * 2.3f * 2 * MathF.PI * Clip / AudioFrame.SampleRate, "nothing clicked");
    }

    [Fact]
    public async Task A_bed_gives_way_to_speech_and_comes_back()
    {
        var ada = new Line(VoiceKind.Speaker, new SingingVoice(300, -20));
        Play(_bed, SoundKind.Bed, 5);
        Run(1);
        await _programme.SeatOnAirAsync(ada);
        Run(2);
        LevelOf(Bed).ShouldBe(-32, tolerance: 0.5);

        _programme.TakeOffAir(ada);
        Run(4);
        LevelOf(Bed).ShouldBe(-20, tolerance: 0.5);
    }

    [Fact]
    public void The_gain_of_the_shelf_is_heard()
    {
        Play(_bed, SoundKind.Bed, 5, gainDb: -6);
        Run(1);
        LevelOf(Bed).ShouldBe(-26, tolerance: 0.5);
    }

    [Fact]
    public void A_restarted_server_goes_on_with_the_bed_and_lets_rest_what_is_over()
    {
        Play(_bed, SoundKind.Bed, 5);
        Play(_clip, SoundKind.Clip, 2);
        Run(1);
        _desk.Dispose();
        _time.Advance(TimeSpan.FromSeconds(30));

        using var again = NewDesk();
        Run(4, again);

        LevelOf(Bed).ShouldBe(-20, tolerance: 0.5);
        LevelOf(Clip).ShouldBeLessThan(-90);
    }

    [Fact]
    public void What_cannot_be_played_keeps_nothing_else_from_it()
    {
        Play(SoundId.New(), SoundKind.Clip, 2);
        Play(_bed, SoundKind.Bed, 5);
        Run(1);
        LevelOf(Bed).ShouldBe(-20, tolerance: 0.5);
    }

    private SoundDesk NewDesk() => new(_programme.Talk, Open, _time, NullLogger.Instance);

    private MemoryTape Open(SoundId sound) => sound == _bed ? new MemoryTape(Tones.Sine(Bed, 5, -20))
        : sound == _clip ? new MemoryTape(Tones.Sine(Clip, 2, -20))
        : throw new FileNotFoundException("It is gone.");

    private void Play(SoundId sound, SoundKind kind, double seconds, double gainDb = 0) => _mix = _mix with
    {
        Sounds = _mix.Sounds.Add(new PlayingSound(sound, kind.ToString(), kind, seconds, _time.GetUtcNow()) { GainDb = gainDb }),
    };

    private double LevelOf(double hertz) => Tones.LevelAt(_tap.Heard.Last(0.3), hertz);

    private void Run(double seconds, SoundDesk? desk = null)
    {
        for (var tick = 0; tick < seconds * AudioFrame.PerSecond; tick++)
        {
            if (tick % 2 == 0)
                (desk ?? _desk).Follow(_mix);
            _programme.Tick(1);
            _time.Advance(AudioFrame.Duration);
        }
    }
}
