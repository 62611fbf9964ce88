using TalksPlatform.Broadcast.Media.Mixing.Strip;
using TalksPlatform.Broadcast.Mix;

namespace TalksPlatform.Broadcast.Tests.Media.Sound;

public sealed class SpeechGateTests
{
    private readonly StripChain _strip = new() { Settings = new StripSettings(Gate: true) };

    [Fact]
    public void The_room_is_turned_down_by_12_dB_when_nobody_speaks()
    {
        var room = RecordedVoices.Room(5, dbfs: -60);

        var heard = room.Through(_strip.Process);

        (Sounds.Power(heard.Last(1)) - Sounds.Power(room.Last(1))).ShouldBe(-12, tolerance: 0.1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-20)] // somebody far away from the microphone
    public void First_syllables_are_never_eaten(float decibels)
    {
        var voice = RecordedVoices.Congratulating.At(decibels);
        var onset = RecordedVoices.OnsetOf(RecordedVoices.Congratulating);
        for (var offset = 0; offset < 960; offset += 160) // wherever in a frame the word begins
        {
            var strip = new StripChain { Settings = new StripSettings(Gate: true) };
            var room = RecordedVoices.Room(5, dbfs: -68);
            float[] sound = [.. room[..(4 * 48_000 + offset)], .. voice[onset..(onset + 48_000)].And(room)];

            var heard = sound.Through(strip.Process);

            var begin = (4 * 48_000) + offset;
            (Sounds.Power(heard.AsSpan(begin, 240)) - Sounds.Power(sound.AsSpan(begin, 240))).ShouldBeGreaterThan(-1);
            heard[(begin + 240)..(begin + 9600)].ShouldBe(sound[(begin + 240)..(begin + 9600)]);
        }
    }

    [Fact]
    public void Speech_is_never_pumped_pauses_between_words_included()
    {
        var voice = RecordedVoices.Explaining[..(20 * 48_000)].And(RecordedVoices.Room(5, dbfs: -65));
        var closed = 0;

        voice.Through(frame =>
        {
            _strip.Process(frame);
            closed += _strip.GateDb < -0.01f ? 1 : 0;
        });

        closed.ShouldBeLessThan(50 * 20 / 10); // only the pauses of half a second and more, between two sentences
    }

    [Fact]
    public void Noise_moves_nothing()
    {
        RecordedVoices.Room(3, dbfs: -55).Through(_strip.Process);

        var gains = new HashSet<float>();
        RecordedVoices.Room(10, dbfs: -55, seed: 2).Through(frame =>
        {
            _strip.Process(frame);
            gains.Add(_strip.GateDb);
        });

        gains.ShouldHaveSingleItem().ShouldBe(-12f, tolerance: 0.01f);
    }

    [Fact]
    public void A_steady_sound_is_no_noise()
    {
        var tone = Tones.Sine(440, seconds: 10, dbfs: -30);

        tone.Through(_strip.Process).ShouldBe(tone);
    }
}
