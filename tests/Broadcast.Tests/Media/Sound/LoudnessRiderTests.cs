using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Metering;
using TalksPlatform.Broadcast.Media.Mixing;

namespace TalksPlatform.Broadcast.Tests.Media.Sound;

public sealed class LoudnessRiderTests
{
    private readonly LoudnessRider _rider = new();
    private readonly LoudnessMeter _meter = new();
    private readonly List<double> _gains = [0];

    [Theory]
    [InlineData(-3.5f)] // -19.9 LUFS
    [InlineData(-6.6f)]
    [InlineData(-9.5f)]
    public void Speech_comes_to_the_target(float decibels)
    {
        var heard = Ride(RecordedVoices.Explaining.At(decibels));

        Sounds.Loudness(heard[(10 * 48_000)..]).ShouldBe(-23, tolerance: 1);
    }

    [Theory]
    [InlineData(-21, -2)]
    [InlineData(-24.5, 1.5)]
    [InlineData(-10, -3)]
    [InlineData(-40, 3)]
    public void It_rides_within_3_LU(double dbfs, double expected)
    {
        Ride(Tones.Sine(1000, seconds: 15, dbfs));

        _gains[^1].ShouldBe(expected, tolerance: 0.1);
    }

    [Fact]
    public void It_is_never_faster_than_half_a_LU_a_second()
    {
        Ride([.. RecordedVoices.Congratulating, .. RecordedVoices.Congratulating.At(-20), .. RecordedVoices.Congratulating]);

        _gains.Zip(_gains.Skip(1), (a, b) => Math.Abs(b - a)).Max().ShouldBeLessThanOrEqualTo(0.0501);
        _gains.Max(Math.Abs).ShouldBeInRange(2, 3);
    }

    [Fact]
    public void Silence_and_noise_and_pauses_lift_nothing()
    {
        Ride(Tones.Sine(1000, seconds: 10, dbfs: -24));
        var gain = _gains[^1];

        Ride([.. RecordedVoices.Room(5, dbfs: -60), .. new float[480_000]]);
        _gains[^1].ShouldBe(gain, tolerance: 0.15);

        // Pauses count as they do in the integrated loudness: hardly.
        float[] halting = [.. Enumerable.Range(0, 15).SelectMany(_ =>
            (float[])[.. Tones.Sine(1000, seconds: 0.8, dbfs: -24), .. RecordedVoices.Room(1.2, dbfs: -55)])];
        Ride(halting);
        _gains[^1].ShouldBe(LoudnessRider.Target - Sounds.Loudness(halting), tolerance: 0.5);
    }

    private float[] Ride(float[] sound)
    {
        var before = _gains[^1];
        return sound.Through(frame =>
        {
            if (_meter.Measure(frame))
                _rider.Ride(_meter.Momentary, _meter.ShortTerm);
            var gain = _rider.GainDb;
            Ramp.Apply(Decibels.ToAmplitude((float)before), Decibels.ToAmplitude((float)gain), frame);
            _gains.Add(before = gain);
        });
    }
}
