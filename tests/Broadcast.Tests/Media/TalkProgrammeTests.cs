using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Contributions;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>A talk's sound tick by tick, without a clock.</summary>
public sealed class TalkProgrammeTests
{
    private readonly TalkProgramme _programme = new(new TalkId(Guid.NewGuid()));
    private long _tick;

    [Fact]
    public async Task Every_leg_bears_the_programme_from_the_moment_when_somebody_takes_it()
    {
        Tap[] taps = [.. Enum.GetValues<ProgrammeLeg>().Select(leg => new Tap(leg))];
        await SeatOnAirAsync(new Line(VoiceKind.Speaker, new SingingVoice(500, -20)));
        _programme.GoLive();
        foreach (var tap in taps)
            _programme.Attach(tap);

        Tick(50);

        foreach (var tap in taps)
            Tones.LevelAt(tap.Heard(), 500).ShouldBe(-20, tolerance: 0.5, tap.Name);
    }

    [Fact]
    public async Task A_stations_line_bears_nothing_of_the_green_room_and_a_speakers_does()
    {
        var ada = new Line(VoiceKind.Speaker, new SingingVoice(500, -20));
        var ben = new Line(VoiceKind.Speaker, null);
        var station = new Line(VoiceKind.Station, null);
        await SeatOnAirAsync(ada);
        await _programme.SeatAsync(ben);
        await _programme.SeatAsync(station);

        Tick(50);
        Tones.LevelAt(ReturnOf(ben), 500).ShouldBe(-20, tolerance: 1);
        ReturnOf(station).ShouldAllBe(sample => sample == 0);
        _programme.GoLive();
        Tick(50);
        Tones.LevelAt(ReturnOf(station), 500).ShouldBe(-20, tolerance: 1);
        _programme.End();
        Tick(8);
        ReturnOf(station).ShouldAllBe(sample => sample == 0, "and nothing of what is said after the end");
    }

    [Fact]
    public async Task A_seat_tells_whether_there_was_sound()
    {
        var ada = new Line(VoiceKind.Speaker, new SingingVoice(500, -20));
        var ben = new Line(VoiceKind.Speaker, null);
        await SeatOnAirAsync(ada);
        await _programme.SeatAsync(ben);

        Tick(1);
        _programme.FindConnected(ada.Id)!.Input.HasSound.ShouldBeTrue();
        _programme.FindConnected(ben.Id)!.Input.HasSound.ShouldBeFalse();
        var seat = _programme.FindConnected(ada.Id)!;
        await _programme.UnseatAsync(ada);
        Tick(1);
        seat.Input.HasSound.ShouldBeFalse("nobody sits there");
        seat.Input.Samples.ToArray().ShouldAllBe(sample => sample == 0);
    }

    private async Task SeatOnAirAsync(Line line)
    {
        await _programme.SeatAsync(line);
        var voice = new OnAirVoice(line.Id, line.Name, line.Kind, Muted: false, Since: 1);
        _programme.Follow(new TalkState(_programme.Talk) { Stage = new(StageState.Empty.OnAir.Add(line.Id, voice)) });
    }

    private void Tick(int times)
    {
        for (var i = 0; i < times; i++)
            _programme.Tick(_tick++);
    }

    /// <summary>The latest that went back to a voice; a return holds less than a second.</summary>
    private float[] ReturnOf(Line line)
    {
        var heard = new List<float>();
        while (_programme.FindConnected(line.Id)!.Return.TryRead(out var frame))
        {
            heard.AddRange(frame.Samples);
            frame.Release();
        }
        return [.. heard];
    }

    private sealed class Tap(ProgrammeLeg leg) : IProgrammeOutput
    {
        public string Name => leg.ToString();

        public string Kind => "tap";

        public ProgrammeLeg Leg => leg;

        public FrameRing Frames { get; } = FrameRing.Holding(TimeSpan.FromSeconds(2));

        public Task RunAsync(OutputHealth health, CancellationToken ct) => Task.CompletedTask;

        public float[] Heard()
        {
            var heard = new List<float>();
            while (Frames.TryRead(out var frame))
            {
                heard.AddRange(frame.Samples);
                frame.Release();
            }
            return [.. heard.Skip(AudioFrame.Length * 5)];
        }
    }

    private sealed class Line(VoiceKind kind, IAudioSource? voice) : IContribution
    {
        public ContributionId Id { get; } = ContributionId.New();

        public string Name => kind.ToString();

        public VoiceKind Kind => kind;

        public bool Connected => true;

        public string? Digits => null;

        public int? Quality => null;

        public Task Ended => Task.CompletedTask;

        public bool TakesReturn => true;

        public bool Read(Span<float> samples)
        {
            if (voice is not null)
                return voice.Read(samples);
            samples.Clear();
            return false;
        }

        public void SendReturn(ReadOnlySpan<float> samples)
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
