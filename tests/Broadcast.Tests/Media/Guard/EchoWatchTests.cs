using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Guard;
using TalksPlatform.Broadcast.Tests.Media.Sound;

namespace TalksPlatform.Broadcast.Tests.Media.Guard;

/// <summary>Both ways of a station's line, with real speech on them.</summary>
public sealed class EchoWatchTests
{
    private readonly EchoWatch _watch = new();

    [Theory]
    [InlineData(0.04, -3)]
    [InlineData(0.42, -12)]
    [InlineData(1.9, -20)]
    [InlineData(2.4, -6)]
    public void Our_programme_comes_back_and_its_delay_is_told(double delay, float decibels)
    {
        var programme = RecordedVoices.Explaining;

        Pass(programme, Late(programme, delay).At(decibels).And(RecordedVoices.Room(1, -60)));

        _watch.Delay.ShouldNotBeNull();
        _watch.Delay.Value.TotalSeconds.ShouldBe(delay, tolerance: 0.01);
    }

    [Fact]
    public void It_is_found_under_somebody_who_speaks_there_and_behind_a_telephones_codec()
    {
        var programme = RecordedVoices.Explaining;
        var back = Late(programme, 0.7).At(-6).And(RecordedVoices.Congratulating.At(-20));
        for (var i = 0; i < back.Length; i++)
            back[i] = -MathF.Round(back[i] * 128) / 128; // eight bits, and the wires crossed

        Pass(programme, back);

        _watch.Delay.ShouldNotBeNull();
    }

    [Fact]
    public void It_is_over_ten_seconds_after_it_was_last_heard()
    {
        var programme = RecordedVoices.Explaining;
        Pass(programme[..(10 * AudioFrame.SampleRate)], Late(programme, 0.3));
        _watch.Delay.ShouldNotBeNull();

        Pass(programme[(10 * AudioFrame.SampleRate)..(26 * AudioFrame.SampleRate)], RecordedVoices.Congratulating);
        _watch.Delay.ShouldBeNull();
    }

    [Fact]
    public void The_same_voice_saying_something_else_is_no_echo()
    {
        PassAll(RecordedVoices.Explaining, RecordedVoices.Congratulating);
        PassAll(RecordedVoices.Congratulating, RecordedVoices.Explaining);
    }

    [Fact]
    public void The_same_words_spoken_a_little_slower_are_no_echo()
    {
        var programme = RecordedVoices.Explaining;
        var slower = Enumerable.Range(0, programme.Length).Select(i => programme[(int)(i * 0.985)]).ToArray();
        PassAll(programme, slower);
    }

    [Fact]
    public void A_tone_noise_and_silence_are_no_echo()
    {
        PassAll(Tones.Sine(1000, 12, -18), Tones.Sine(1000, 12, -18, degrees: 30));
        PassAll(RecordedVoices.Room(12, -30), RecordedVoices.Room(12, -30, seed: 2));
        PassAll(RecordedVoices.Explaining, new float[RecordedVoices.Explaining.Length]);
        PassAll(new float[12 * AudioFrame.SampleRate], RecordedVoices.Congratulating);
    }

    [Fact]
    public async Task The_mixers_own_sum_is_no_echo_of_the_station_that_speaks_in_it_and_what_comes_back_before_the_fader_is()
    {
        var programme = new TickedProgramme();
        var mirror = new Mirror();
        var station = new Line(VoiceKind.Station, mirror);
        var ada = new Line(VoiceKind.Speaker, new Recording(RecordedVoices.Explaining));
        await programme.SeatOnAirAsync(ada);
        await programme.SeatOnAirAsync(station);
        programme.Talk.GoLive();
        var ear = programme.Talk.FindConnected(station.Id)!.Ear = new StationEar();

        mirror.Says = RecordedVoices.Congratulating;
        Run(15);
        _watch.Delay.ShouldBeNull("the station's own voice is in the programme, and nothing of us in what it sends");

        mirror.Says = null;
        programme.PutOnAir(station, muted: true);
        Run(8);
        _watch.Delay.ShouldNotBeNull("nobody hears it yet, and yet it would be an echo");

        void Run(double seconds)
        {
            var pair = new float[2 * Decimator.Length];
            for (var i = 0; i < seconds * AudioFrame.PerSecond; i++)
            {
                programme.Tick(1);
                mirror.Back.AddRange(station.Heard[^AudioFrame.Length..]);
                while (ear.Pairs.TryRead(pair))
                    _watch.Hear(pair);
            }
        }
    }

    /// <summary>A sound, so many seconds later.</summary>
    private static float[] Late(float[] sound, double seconds) => [.. new float[(int)(seconds * AudioFrame.SampleRate)], .. sound];

    private void PassAll(float[] sent, float[] received) => Pass(sent, received, () => _watch.Delay.ShouldBeNull());

    private void Pass(float[] sent, float[] received, Action? each = null)
    {
        var ear = new StationEar();
        var pair = new float[2 * Decimator.Length];
        for (var at = 0; at + AudioFrame.Length <= Math.Min(sent.Length, received.Length); at += AudioFrame.Length)
        {
            ear.Receive(received.AsSpan(at, AudioFrame.Length));
            ear.Send(sent.AsSpan(at, AudioFrame.Length), new float[AudioFrame.Length]);
            ear.Pairs.TryRead(pair).ShouldBeTrue();
            _watch.Hear(pair);
            each?.Invoke();
        }
    }

    private sealed class Recording(float[] sound) : IAudioSource
    {
        private int _at;

        public bool Read(Span<float> samples)
        {
            sound.AsSpan(_at % (sound.Length - samples.Length), samples.Length).CopyTo(samples);
            _at += samples.Length;
            return true;
        }
    }

    /// <summary>A station whose desk gives back what it hears, a quarter of a second later, or says something of its own.</summary>
    private sealed class Mirror : IAudioSource
    {
        private const int Delay = AudioFrame.SampleRate / 4;

        private int _at;

        public List<float> Back { get; } = [.. new float[Delay]];

        public float[]? Says { get; set; }

        public bool Read(Span<float> samples)
        {
            for (var i = 0; i < samples.Length; i++, _at++)
                samples[i] = Says is { } says ? says[_at % says.Length] : 0.3f * Back[Math.Min(_at, Back.Count - 1)];
            return true;
        }
    }
}
