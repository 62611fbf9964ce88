using TalksPlatform.Archive.Recordings;
using TalksPlatform.Archive.Tests.Given;

namespace TalksPlatform.Archive.Tests;

public sealed class WavPartTests
{
    private static readonly float[] Second = Sound.Tone(440, 1);

    [Fact]
    public void A_closed_part_is_as_long_as_its_header_says()
    {
        byte[] withTrailer = [.. Tape.Wav(Second), .. "LIST\u0004\0\0\0abcd"u8];

        var wav = WavPart.Read(new MemoryStream(withTrailer), closed: true);

        wav.Frames.ShouldBe(Sound.Rate);
        wav.SampleFormat.ShouldBe("s16le");
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(9_600u)]
    [InlineData(uint.MaxValue)]
    public void A_part_that_a_crash_left_behind_is_as_long_as_its_file(uint declared)
    {
        byte[] halfASample = [.. Tape.Wav(Second, declared), 0x7F];

        WavPart.Read(new MemoryStream(halfASample), closed: false).Frames.ShouldBe(Sound.Rate);
    }

    [Fact]
    public void Chunks_before_the_sound_are_passed_over()
    {
        var plain = Tape.Wav(Second);
        byte[] withJunk = [.. plain[..12], .. "JUNK\u0003\0\0\0abc\0"u8, .. plain[12..]];

        var wav = WavPart.Read(new MemoryStream(withJunk), closed: true);

        (wav.Frames, wav.DataOffset).ShouldBe((Sound.Rate, 44 + 12));
    }

    [Fact]
    public void Damaged_headers_are_read_or_refused_but_never_lead_astray()
    {
        var random = new Random(20261126);
        var sane = Tape.Wav(Second[..100]);
        for (var round = 0; round < 20_000; round++)
        {
            var damaged = sane[..random.Next(sane.Length)];
            for (var hit = random.Next(6); hit > 0 && damaged.Length > 0; hit--)
                damaged[random.Next(Math.Min(damaged.Length, 48))] = (byte)random.Next(256);

            try
            {
                var wav = WavPart.Read(new MemoryStream(damaged), closed: random.Next(2) == 0);
                (wav.DataOffset + wav.DataBytes).ShouldBeLessThanOrEqualTo(damaged.Length);
            }
            catch (InvalidDataException)
            {
                // Refused: that is right too.
            }
        }
    }
}
