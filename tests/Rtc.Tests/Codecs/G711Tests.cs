using TalksPlatform.Rtc.Codecs;

namespace TalksPlatform.Rtc.Tests.Codecs;

public sealed class G711Tests
{
    [Fact]
    public void Every_code_word_survives_the_round_trip()
    {
        for (var code = 0; code < 256; code++)
        {
            G711.EncodeALaw(G711.DecodeALaw((byte)code)).ShouldBe((byte)code);
            var muLaw = G711.EncodeMuLaw(G711.DecodeMuLaw((byte)code));
            muLaw.ShouldBe(code == 0x7F ? (byte)0xFF : (byte)code); // µ-law has two zeros
        }
    }

    [Theory]
    [InlineData(0, 0xFF, 0xD5)]
    [InlineData(32_767, 0x80, 0xAA)]
    [InlineData(-32_768, 0x00, 0x2A)]
    [InlineData(1_000, 0xCE, 0xFA)]
    [InlineData(-1_000, 0x4E, 0x7A)]
    public void Well_known_samples_have_their_well_known_codes(short sample, byte muLaw, byte aLaw)
    {
        G711.EncodeMuLaw(sample).ShouldBe(muLaw);
        G711.EncodeALaw(sample).ShouldBe(aLaw);
    }

    [Fact]
    public void Every_sample_comes_back_within_its_step()
    {
        for (int sample = short.MinValue; sample <= short.MaxValue; sample++)
        {
            var tolerance = Math.Max(Math.Abs(sample) / 16, 8);
            ((int)G711.DecodeALaw(G711.EncodeALaw((short)sample))).ShouldBeInRange(sample - tolerance, sample + tolerance);
            if (Math.Abs(sample) < 32_124)
                ((int)G711.DecodeMuLaw(G711.EncodeMuLaw((short)sample))).ShouldBeInRange(sample - tolerance, sample + tolerance);
        }
    }
}
