using TalksPlatform.Broadcast.Media.Mixing.Strip;
using TalksPlatform.Broadcast.Mix;

namespace TalksPlatform.Broadcast.Tests.Media.Sound;

public sealed class StripChainTests
{
    private readonly StripChain _strip = new();

    [Fact]
    public void With_neutral_settings_a_voice_passes_bit_for_bit()
    {
        var voice = RecordedVoices.Congratulating;

        voice.Through(_strip.Process).ShouldBe(voice[..^(voice.Length % 960)]);
    }

    [Theory]
    [InlineData(-12)]
    [InlineData(6.5)]
    public void The_gain_is_what_it_says(float decibels)
    {
        _strip.Settings = new StripSettings(GainDb: decibels);

        var heard = Tones.Sine(1000, seconds: 1, dbfs: -20).Through(_strip.Process).Last(0.5);

        Tones.LevelAt(heard, 1000).ShouldBe(-20 + decibels, tolerance: 0.01);
    }

    [Theory]
    [InlineData(80, -3.01)] // the corner
    [InlineData(50, -16.4)] // the mains' hum
    [InlineData(40, -24.1)]
    [InlineData(160, 0)]
    [InlineData(1000, 0)]
    [InlineData(15_000, 0)]
    public void The_high_pass_takes_what_lies_below_a_voice(double hertz, double expected)
    {
        _strip.Settings = new StripSettings(HighPass: true);

        var heard = Tones.Sine(hertz, seconds: 2, dbfs: -20).Through(_strip.Process).Last(1);

        Tones.LevelAt(heard, hertz).ShouldBe(-20 + expected, tolerance: 0.1);
    }

    [Fact]
    public void No_change_of_a_setting_clicks()
    {
        var frames = 0;
        var heard = Tones.Sine(200, seconds: 4, dbfs: -12).Through(frame =>
        {
            switch (frames++ % 100)
            {
                case 10: _strip.Settings = _strip.Settings with { HighPass = true }; break;
                case 20: _strip.Settings = _strip.Settings with { GainDb = 6 }; break;
                case 30: _strip.Settings = _strip.Settings with { Level = true }; break;
                case 40: _strip.Settings = _strip.Settings with { Gate = true }; break;
                case 50: _strip.Settings = _strip.Settings with { HighPass = false }; break;
                case 60: _strip.Settings = _strip.Settings with { GainDb = 0 }; break;
                case 70: _strip.Settings = _strip.Settings with { Level = false }; break;
                case 80: _strip.Settings = _strip.Settings with { Gate = false }; break;
            }
            _strip.Process(frame);
        });

        // At the most this tone is at -6 dBFS and moves by 0.0131 from one sample to the next.
        Sounds.Steepest(heard).ShouldBeLessThan(0.014f);
    }

    [Fact]
    public void When_all_is_switched_off_again_a_voice_passes_bit_for_bit_again()
    {
        var voice = RecordedVoices.Congratulating;
        _strip.Settings = new StripSettings(6, HighPass: true, Gate: true, Level: true);
        voice.Through(_strip.Process);

        _strip.Settings = StripSettings.Neutral;
        new float[96_000].Through(_strip.Process);

        voice.Through(_strip.Process).ShouldBe(voice[..^(voice.Length % 960)]);
    }

    [Fact]
    public void It_allocates_nothing()
    {
        _strip.Settings = new StripSettings(6, HighPass: true, Gate: true, Level: true);

        Sounds.Allocated(_strip.Process).ShouldBe(0);
    }
}
