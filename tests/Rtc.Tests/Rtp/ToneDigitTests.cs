using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Rtp;

/// <summary>Keys heard as tones, on lines without keypad events.</summary>
public sealed class ToneDigitTests : IDisposable
{
    private const string AllKeys = "1234567890*#ABCD";
    private const int Rate = 8_000;
    private const int PacketLength = 160;

    private readonly AudioReceiver _receiver = new(AudioFormat.Pcma());
    private readonly Random _random = new(1);
    private string _heard = "";
    private ushort _sequence;

    public ToneDigitTests() => _receiver.Digit += key => _heard += key;

    public void Dispose() => _receiver.Dispose();

    [Theory]
    [InlineData(AudioCodec.Pcma)]
    [InlineData(AudioCodec.Pcmu)]
    public void Each_key_that_we_press_is_heard_once_and_in_order(AudioCodec codec)
    {
        using var line = new VoiceLine(codec == AudioCodec.Pcma ? AudioFormat.Pcma() : AudioFormat.Pcmu());
        var digits = "";
        line.Receiver.Digit += digit => digits += digit;
        line.Run(seconds: 0.5);

        foreach (var key in "11" + AllKeys)
            line.Sender.SendDigit(key, milliseconds: 100);
        line.Run(seconds: 5);

        digits.ShouldBe("11" + AllKeys);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(-10, 0)]
    [InlineData(-25, 0)]
    [InlineData(-30, 0)]
    [InlineData(-15, 6)] // the low tone stronger
    [InlineData(-15, -3)]
    public void Keys_are_heard_at_the_levels_and_twists_that_lines_make(double level, double twist)
    {
        foreach (var key in AllKeys)
            Say(Press(key, level, twist, milliseconds: 60));

        _heard.ShouldBe(AllKeys);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(20)]
    public void Keys_are_heard_through_noise(double signalToNoise)
    {
        foreach (var key in AllKeys)
            Say(WithNoise(Press(key, -15, 0, milliseconds: 80), -15 - signalToNoise));

        _heard.ShouldBe(AllKeys);
    }

    [Theory]
    [InlineData(-60, 0)] // too faint
    [InlineData(-15, 15)] // twisted beyond anything that a telephone does
    public void What_is_no_key_is_none(double level, double twist)
    {
        foreach (var key in AllKeys)
            Say(Press(key, level, twist, milliseconds: 80));

        _heard.ShouldBeEmpty();
    }

    [Fact]
    public void A_long_key_is_one_key()
    {
        Say(Press('5', -10, 0, milliseconds: 4_000));

        _heard.ShouldBe("5");
    }

    [Fact]
    public void A_key_is_heard_once_though_packets_are_lost_doubled_and_swapped()
    {
        foreach (var key in AllKeys)
        {
            var packets = Press(key, -10, 0, milliseconds: 200).Chunk(PacketLength).Select(Packet).ToList();
            packets.RemoveAt(5); // in the middle of the tone
            (packets[7], packets[8]) = (packets[8], packets[7]);
            packets.Insert(3, packets[2]);
            packets.ForEach(packet => _receiver.Receive(packet));
        }

        _heard.ShouldBe(AllKeys);
    }

    [Fact]
    public void Where_keypad_events_were_agreed_on_tones_are_none()
    {
        _receiver.Change(AudioFormat.Pcma(101));

        Say(Press('5', -10, 0, milliseconds: 200));
        _heard.ShouldBeEmpty();
        _receiver.Change(AudioFormat.Pcma());
        Say(Press('5', -10, 0, milliseconds: 200));

        _heard.ShouldBe("5");
    }

    [Fact]
    public void Hardly_anything_that_people_say_is_taken_for_a_key()
    {
        var seconds = 0.0;
        foreach (var recording in Speech.Recordings())
        {
            var (samples, rate) = WavFile.Read(recording);
            rate.ShouldBe(Rate);
            Say(samples);
            seconds += (double)samples.Length / rate;
        }

        seconds.ShouldBeGreaterThan(600);
        _heard.Length.ShouldBeLessThanOrEqualTo((int)(seconds / 600), $"heard {_heard} in {seconds:0} s of speech");
    }

    /// <summary>A key at a level for its stronger tone, with a pause after it.</summary>
    private static float[] Press(char key, double level, double twist, int milliseconds)
    {
        var place = "123A456B789C*0#D".IndexOf(key, StringComparison.Ordinal);
        var (low, high) = (new[] { 697, 770, 852, 941 }[place / 4], new[] { 1209, 1336, 1477, 1633 }[place % 4]);
        var length = milliseconds * Rate / 1000;
        var lowTone = Tone.Make(low, level - 6 - Math.Max(-twist, 0), Rate, length);
        var highTone = Tone.Make(high, level - 6 - Math.Max(twist, 0), Rate, length);
        return [.. lowTone.Zip(highTone, (a, b) => a + b), .. new float[Rate * 60 / 1000]];
    }

    private float[] WithNoise(float[] sound, double level)
    {
        var amplitude = Math.Pow(10, level / 20) * Math.Sqrt(1.5); // uniform noise of the level's power against a sine's peak
        return [.. sound.Select(sample => sample + (float)(amplitude * ((2 * _random.NextDouble()) - 1)))];
    }

    private void Say(float[] sound)
    {
        foreach (var block in sound.Chunk(PacketLength))
            _receiver.Receive(Packet(block));
    }

    private byte[] Packet(float[] block)
    {
        var packet = new byte[RtpPacket.HeaderLength + block.Length];
        RtpPacket.WriteHeader(packet, 8, marker: false, ++_sequence, (uint)_sequence * PacketLength, ssrc: 1);
        for (var i = 0; i < block.Length; i++)
            packet[RtpPacket.HeaderLength + i] = G711.EncodeALaw(Pcm16.FromFloat(block[i]));
        return packet;
    }
}
