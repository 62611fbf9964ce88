using TalksPlatform.Rtc.Codecs;

using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Codecs;

public sealed class AudioCodecTests
{
    [Theory]
    [InlineData(AudioCodec.Opus)]
    [InlineData(AudioCodec.G722)]
    [InlineData(AudioCodec.Pcma)]
    [InlineData(AudioCodec.Pcmu)]
    public void A_tone_comes_through_with_its_frequency_and_level(AudioCodec codec)
    {
        using var encoder = AudioCodecs.CreateEncoder(codec);
        using var decoder = AudioCodecs.CreateDecoder(codec);

        var heard = Run(encoder, decoder, (_, payload, pcm) => decoder.Decode(payload, pcm));

        var rate = decoder.SampleRate;
        var settled = heard.AsSpan(rate / 2, rate / 2);
        Tone.Frequency(settled, rate).ShouldBe(1_000, 2);
        Tone.Level(settled, 1_000, rate).ShouldBe(-12, 1);
    }

    [Theory]
    [InlineData(AudioCodec.G722)]
    [InlineData(AudioCodec.Pcma)]
    [InlineData(AudioCodec.Pcmu)]
    public void A_single_lost_packet_is_hardly_heard(AudioCodec codec)
    {
        using var encoder = AudioCodecs.CreateEncoder(codec);
        using var decoder = AudioCodecs.CreateDecoder(codec);

        var heard = Run(encoder, decoder, (frame, payload, pcm) =>
        {
            if (frame % 10 != 9)
                return decoder.Decode(payload, pcm);
            var made = pcm[..(payload.Length * decoder.SampleRate / 8_000)];
            decoder.Conceal(made);
            return made.Length;
        });

        var rate = decoder.SampleRate;
        Tone.Level(heard.AsSpan(rate / 2, rate / 2), 1_000, rate).ShouldBe(-12, 1);
    }

    [Fact]
    public void Opus_restores_a_lost_packet_from_the_next_one()
    {
        using var encoder = new OpusEncoder(new EncoderOptions { ExpectedLossPercent = 20, Bitrate = 24_000 });
        using var decoder = new OpusDecoder();
        var payloads = new List<byte[]>();
        var payload = new byte[OpusEncoder.MaxPayloadLength];
        for (var frame = 0; frame < 12; frame++)
        {
            var length = encoder.Encode(Vowel(frame * 960), payload);
            payloads.Add(payload[..length]);
        }

        var pcm = new float[960];
        for (var frame = 0; frame < 10; frame++)
            decoder.Decode(payloads[frame], pcm).ShouldBe(960);

        decoder.TryRecover(payloads[11], pcm).ShouldBeTrue();
        Tone.Level(pcm, 600, 48_000).ShouldBe(-18, 4);
    }

    [Fact]
    public void Opus_leaves_its_speech_mode_while_nothing_is_lost_and_no_change_is_heard()
    {
        using var encoder = new OpusEncoder();
        using var decoder = new OpusDecoder();
        var isMusic = new List<bool>();

        var heard = Run(encoder, decoder, (frame, payload, pcm) =>
        {
            isMusic.Add(payload[0] >> 3 >= 16); // RFC 6716 §3.1
            if (frame is 19 or 34)
                encoder.Adapt(lossPercent: frame == 19 ? 0 : 10, bitrate: 32_000);
            return decoder.Decode(payload, pcm);
        });

        isMusic[25..34].ShouldAllBe(music => music);
        isMusic[..19].ShouldAllBe(music => !music);
        isMusic[40..].ShouldAllBe(music => !music);
        for (var at = 12 * 960; at + 960 < heard.Length; at += 480)
            Tone.Level(heard.AsSpan(at, 960), 1_000, 48_000).ShouldBe(-12, 1);
    }

    [Fact]
    public void Hostile_opus_payloads_give_no_sound_and_no_crash()
    {
        using var decoder = new OpusDecoder();
        var random = new Random(1);
        var pcm = new float[5_760];
        for (var i = 0; i < 2_000; i++)
        {
            var payload = new byte[random.Next(200)];
            random.NextBytes(payload);
            decoder.SamplesIn(payload).ShouldBeInRange(0, 5_760);
            decoder.Decode(payload, pcm).ShouldBeInRange(0, 5_760);
            decoder.TryRecover(payload, pcm.AsSpan(0, 960));
        }
    }

    /// <summary>Something like a voice: Opus carries no second copy of what it takes for music.</summary>
    private static float[] Vowel(int begin)
    {
        var sound = new float[960];
        for (var harmonic = 1; harmonic <= 20; harmonic++)
        {
            var tone = Tone.Make(150 * harmonic, harmonic == 4 ? -18 : -26 - harmonic, 48_000, 960, begin);
            for (var i = 0; i < sound.Length; i++)
                sound[i] += tone[i];
        }

        return sound;
    }

    private delegate int Hear(int frame, ReadOnlySpan<byte> payload, Span<float> pcm);

    private static float[] Run(IAudioEncoder encoder, IAudioDecoder decoder, Hear hear)
    {
        var frameLength = encoder.SampleRate / 50;
        var payload = new byte[1_500];
        var pcm = new float[5_760];
        var heard = new List<float>();
        for (var frame = 0; frame < 60; frame++)
        {
            var tone = Tone.Make(1_000, -12, encoder.SampleRate, frameLength, (long)frame * frameLength);
            var length = encoder.Encode(tone, payload);
            var samples = hear(frame, payload.AsSpan(0, length), pcm);
            samples.ShouldBe(decoder.SampleRate / 50);
            heard.AddRange(pcm.AsSpan(0, samples));
        }

        return [.. heard];
    }
}
