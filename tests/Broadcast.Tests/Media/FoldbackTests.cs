using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Tests.Media.Sound;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>What goes back to those who speak, and how often it is encoded.</summary>
public sealed class FoldbackTests
{
    private const double Joint = -34; // dBFS in a window of 40 ms, where a break would be as loud as the tone; a tone is the hardest for a speech codec

    private readonly TickedProgramme _programme = new();
    private readonly Line _ada = new(VoiceKind.Speaker, new SingingVoice(500, -20));

    [Fact]
    public async Task Those_who_add_nothing_share_one_encoding_of_each_kind()
    {
        await _programme.SeatOnAirAsync(_ada);
        CodedLine[] silent = [new(), new(), new(), new(format: AudioFormat.Pcma()), new(format: AudioFormat.Pcma())];
        foreach (var line in silent)
            await _programme.SeatOnAirAsync(line);

        _programme.Tick(100);

        _programme.Foldback.Encodings.ShouldBe(2);
        foreach (var line in silent)
        {
            line.Payloads.Count.ShouldBe(100);
            line.Payloads.ShouldBe(silent.First(other => other.SharedBack!.Format == line.SharedBack!.Format).Payloads);
        }
        Tones.LevelAt(silent[0].Heard.Last(1), 500).ShouldBe(-20, tolerance: 1);
    }

    [Fact]
    public async Task Who_begins_to_speak_goes_over_to_an_encoding_without_herself_and_back_and_hears_no_change()
    {
        await _programme.SeatOnAirAsync(_ada);
        var ben = new ClosedLine(new SingingVoice(1500, -20));
        await _programme.SeatOnAirAsync(ben);

        var shared = 0;
        for (var round = 0; round < 3; round++)
        {
            _programme.Tick(100);
            shared = _programme.Foldback.Encodings;
            ben.Speaks = true;
            _programme.Tick(50);
            ben.Speaks = false;
        }

        shared.ShouldBe(1);
        var heard = ben.Line.Heard.AsSpan(AudioFrame.SampleRate).ToArray().Chunk(AudioFrame.Length * 2).ToArray();
        foreach (var window in heard)
        {
            Tones.LevelAt(window, 500).ShouldBe(-20, tolerance: 3.5);
            Tones.LevelAt(window, 1500).ShouldBeLessThan(-60, "her own voice");
            Tones.ResidueOf(window, 500).ShouldBeLessThan(Joint, "a joint");
        }
    }

    [Fact]
    public async Task Encodings_that_nobody_takes_any_more_are_given_up()
    {
        await _programme.SeatOnAirAsync(_ada);
        var ben = new CodedLine();
        await _programme.SeatOnAirAsync(ben);
        _programme.Tick(10);
        _programme.Foldback.Encodings.ShouldBe(1);

        await _programme.Talk.UnseatAsync(ben);
        _programme.TakeOffAir(ben);
        _programme.Tick(60);

        _programme.Foldback.Encodings.ShouldBe(0);
    }

    [Fact]
    public async Task Several_workers_make_each_return_once_and_in_its_turn()
    {
        var talk = new TalkProgramme(new TalkId(Guid.NewGuid()));
        using var engine = new ReturnEngine(workers: 4);
        using var foldback = new Foldback(talk, engine, NullLogger.Instance);
        Line[] lines = [.. Enumerable.Range(0, 30).Select(_ => new Line(VoiceKind.Speaker, null))];
        foreach (var line in lines)
            await talk.SeatAsync(line);

        for (var tick = 0; tick < 200; tick++)
        {
            talk.Tick(tick);
            var before = tick;
            await Eventually.BecomesAsync(() => lines.All(line => line.Returns == before + 1), "all are sent the tick");
        }

        talk.Returns.Dropped.ShouldBe(0);
    }

    [Fact]
    public void Workers_that_are_late_pass_over_what_is_old_and_hold_nobody_up()
    {
        var talk = new TalkProgramme(new TalkId(Guid.NewGuid()));
        for (var tick = 0; tick < 100; tick++)
            talk.Tick(tick);

        talk.Returns.TryRead(out var sound).ShouldBeTrue();
        sound!.Tick.ShouldBeLessThan(20, "what came later had no place");
        talk.Returns.Dropped.ShouldBeGreaterThan(90);
        talk.Tick(100);
        while (talk.Returns.TryRead(out sound))
            talk.Returns.Pass();
        talk.Tick(101);
        talk.Returns.TryRead(out sound).ShouldBeTrue();
        sound!.Tick.ShouldBe(101);
    }

    [Fact]
    public async Task A_tick_of_a_full_talk_allocates_nothing()
    {
        var talk = new TalkProgramme(new TalkId(Guid.NewGuid()));
        using var foldback = new Foldback(talk, new ReturnEngine(workers: 0), NullLogger.Instance);
        var time = new ManualTime();
        CodedLine[] lines = [.. Enumerable.Range(0, 40).Select(i => new CodedLine(i < 5 ? new SingingVoice(400 + (100 * i), -30) : null, time: time))];
        foreach (var line in lines)
            await talk.SeatAsync(line);
        talk.Follow(new Broadcast.Talks.TalkState(talk.Talk)
        {
            Stage = new(System.Collections.Immutable.ImmutableDictionary.CreateRange(lines.Select(line => KeyValuePair.Create(
                line.Id,
                new Broadcast.Stage.OnAirVoice(line.Id, line.Name, line.Kind, Muted: false, Since: 1) { Strip = new Broadcast.Mix.StripSettings(HighPass: true, Gate: true, Level: true, Automix: true) })))),
        });
        talk.TapVoices();
        talk.GoLive();
        var tick = 0;
        Run(1_500); // rings are full and everything has been met once

        Allocation.Of(() => Run(1_000)).ShouldBe(0);
        foreach (var line in lines)
            await line.DisposeAsync();

        long Run(int ticks)
        {
            var bytes = 0L;
            for (var i = 0; i < ticks; i++)
            {
                time.Advance(AudioFrame.Duration);
                foreach (var line in lines)
                    line.Say();
                var before = GC.GetAllocatedBytesForCurrentThread();
                talk.Tick(tick++);
                bytes += GC.GetAllocatedBytesForCurrentThread() - before;
                foreach (var tap in talk.Taps)
                    Drain(tap.Frames);
                foreach (var leg in Enum.GetValues<ProgrammeLeg>())
                    Drain(talk.Legs.Meter(leg));
                foldback.Work();
            }
            return bytes;
        }
    }

    private static void Drain(FrameRing ring)
    {
        while (ring.TryRead(out var frame))
            frame.Release();
    }

    /// <summary>A line whose mouth opens and shuts from one frame to the next.</summary>
    private sealed class ClosedLine(IAudioSource voice) : Broadcast.Media.Contributions.IContribution
    {
        public CodedLine Line { get; } = new();

        public bool Speaks { get; set; }

        public ContributionId Id => Line.Id;

        public string Name => Line.Name;

        public VoiceKind Kind => Line.Kind;

        public bool Connected => true;

        public string? Digits => null;

        public int? Quality => null;

        public Task Ended => Line.Ended;

        public bool TakesReturn => true;

        public AudioSender? SharedBack => Line.SharedBack;

        public bool Read(Span<float> samples)
        {
            if (Speaks)
                return voice.Read(samples);
            samples.Clear();
            return false;
        }

        public void SendReturn(ReadOnlySpan<float> samples) => Line.SendReturn(samples);

        public ValueTask DisposeAsync() => Line.DisposeAsync();
    }
}
