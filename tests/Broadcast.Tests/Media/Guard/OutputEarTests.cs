using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Guard;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Outputs.Hls;
using TalksPlatform.Broadcast.Media.Outputs.Mp3;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Tests.Media.Sound;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media.Guard;

/// <summary>What leaves is heard: behind limiter, delay and encoders.</summary>
public sealed class OutputEarTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ear-").FullName;
    private readonly AudioFramePool _pool = new(16);
    private readonly TalkId _talk = new(Guid.NewGuid());
    private readonly ManualTime _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Silence_a_tone_and_a_stuck_buffer_are_told_apart_and_a_voice_is_none_of_them()
    {
        var onset = RecordedVoices.OnsetOf(RecordedVoices.Explaining) + 9_600;
        Judged(RecordedVoices.Explaining, seconds: 30).ShouldBeNull();
        Judged(new float[AudioFrame.SampleRate], seconds: 9).ShouldBeNull();
        Judged(new float[AudioFrame.SampleRate], seconds: 11).ShouldBe(new OutputTrouble(GuardCause.Silence));
        Judged(Tones.Sine(1000, 1, -12), seconds: 12).ShouldBeNull("the guard has the first word");
        Judged(Tones.Sine(1000, 1, -12), seconds: 15).ShouldBe(new OutputTrouble(GuardCause.Tone, "1000 Hz"));
        Judged(RecordedVoices.Explaining.AsSpan(onset, AudioFrame.SampleRate / 2).ToArray(), seconds: 12).ShouldBe(new OutputTrouble(GuardCause.Stuck, "0.5 s"));
    }

    [Fact]
    public void Radio_is_heard_behind_its_delay()
    {
        var legs = new ProgrammeLegs();
        using var ear = new LegEar(legs);
        legs.SetDelay(TimeSpan.FromSeconds(5));
        var tick = 0L;
        ear.Follow(isLive: true);
        Play(RecordedVoices.Explaining, seconds: 90);
        ear.Late.TotalSeconds.ShouldBe(5, tolerance: 0.5, "it has come by stretching");

        Play(new float[AudioFrame.SampleRate], seconds: 12);
        ear.Trouble.ShouldBeNull("what was said before is still on its way");
        Play(new float[AudioFrame.SampleRate], seconds: 4);
        ear.Trouble.ShouldBe(new OutputTrouble(GuardCause.Silence));
        Play(RecordedVoices.Explaining, seconds: 15);
        ear.Trouble.ShouldBeNull();

        void Play(float[] sound, int seconds)
        {
            for (var frame = 0; frame < seconds * AudioFrame.PerSecond; frame++)
            {
                var clean = _pool.Rent(tick++);
                var bus = Part(sound, frame);
                bus.CopyTo(clean.Samples);
                legs.Render(bus, clean, _pool);
                legs.Release();
                Drain(legs);
                ear.Follow(isLive: true);
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_that_bears_only_a_tone_is_known_after_it_was_encoded(bool isHls)
    {
        var (plain, live) = (new Mp3Streams(), new HlsStreams(new DataFolder(_folder)));
        IProgrammeOutput output = isHls
            ? new HlsOutput(_talk, live, new EveningTime(), TimeProvider.System)
            : new Mp3Output(plain.Open(_talk), TimeProvider.System);
        if (isHls)
            live.Open(_talk);
        var source = isHls ? EarSource.Hls(live, _talk, TimeProvider.System) : EarSource.Mp3(plain, _talk);
        var ear = new OutputEar(source, _time, NullLogger.Instance); // by hand: a slow machine is no silence
        using var leaving = new CancellationTokenSource();
        var (hearing, running) = (ear.RunAsync(leaving.Token), output.RunAsync(new OutputHealth(output, NullLogger.Instance), leaving.Token));
        var tone = Tones.Sine(1000, 1, -20);
        var tick = 0L;

        await Eventually.BecomesAsync(
            () =>
            {
                for (; output.Frames.Count < AudioFrame.PerSecond; tick++)
                {
                    var frame = _pool.Rent(tick);
                    Part(tone, (int)(tick % AudioFrame.PerSecond)).CopyTo(frame.Samples);
                    output.Frames.Write(frame);
                    frame.Release();
                }
                return ear.Trouble is { Cause: GuardCause.Tone };
            },
            "the tone is heard");
        ear.Name.ShouldBe(output.Name, "an alarm names what the studio sees");

        await leaving.CancelAsync();
        await Task.WhenAll(hearing, running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private static OutputTrouble? Judged(float[] sound, int seconds)
    {
        var (judge, decimator, low) = (new OutputJudge(), new Decimator(), new float[Decimator.Length]);
        for (var frame = 0; frame < seconds * AudioFrame.PerSecond; frame++)
        {
            decimator.Process(Part(sound, frame), low);
            judge.Hear(low);
        }
        return judge.Trouble;
    }

    /// <summary>A frame of a sound that comes again and again.</summary>
    private static ReadOnlySpan<float> Part(float[] sound, int frame) =>
        sound.AsSpan(frame % (sound.Length / AudioFrame.Length) * AudioFrame.Length, AudioFrame.Length);

    private static void Drain(ProgrammeLegs legs)
    {
        foreach (var leg in Enum.GetValues<ProgrammeLeg>())
            while (legs.Meter(leg).TryRead(out var frame))
                frame.Release();
    }

    private sealed class EveningTime : IProgrammeTime
    {
        public DateTimeOffset TimeOf(long tick) => new DateTimeOffset(2026, 11, 22, 20, 0, 0, TimeSpan.Zero) + (tick * AudioFrame.Duration);
    }
}
