using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Tests.Rtp;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Codecs;

/// <summary>Speech with losses, concealed by us and by libspandsp; how far the spectra of what was lost are from the truth.</summary>
public sealed class ConcealmentTests
{
    private const int Rate = 8_000;
    private const int PacketLength = 160;
    private const int Bands = 32;

    [Theory]
    [InlineData(0.03, 1)]
    [InlineData(0.10, 1)]
    [InlineData(0.05, 3)]
    public void Lost_telephone_packets_are_hidden_at_least_as_well_as_the_itu_hides_them(double loss, int inARow)
    {
        var speech = Speech.Recordings().Take(60).SelectMany(path => WavFile.Read(path).Samples).ToArray();
        var truth = speech.Chunk(PacketLength).Where(chunk => chunk.Length == PacketLength).ToArray();
        var lost = Losses(truth.Length, loss, inARow);
        using var spandsp = new SpandspPlc();
        var ours = new WaveformConcealer(Rate);

        var oursAt = Distance(truth, lost, packet => ours.Follow(packet), packet => ours.Conceal(packet));
        var theirsAt = Distance(truth, lost, spandsp.Follow, packet => spandsp.Conceal(packet.Length).CopyTo(packet, 0));
        var silenceAt = Distance(truth, lost, _ => { }, packet => packet.AsSpan().Clear());

        TestContext.Current.TestOutputHelper?.WriteLine($"ours {oursAt:0.00} dB, libspandsp {theirsAt:0.00} dB, silence {silenceAt:0.00} dB");
        oursAt.ShouldBeLessThan(theirsAt);
        oursAt.ShouldBeLessThan(silenceAt * 0.6);
    }

    private static bool[] Losses(int packets, double share, int inARow)
    {
        var random = new Random(1);
        var lost = new bool[packets];
        for (var i = 10; i < packets - inARow; i++)
        {
            if (random.NextDouble() < share / inARow)
                lost.AsSpan(i, inARow).Fill(true);
        }

        return lost;
    }

    /// <summary>The mean distance, in dB, of lost packets and of those after them from the truth, where somebody speaks.</summary>
    private static double Distance(float[][] truth, bool[] lost, Action<float[]> follow, Action<float[]> conceal)
    {
        var (sum, count) = (0.0, 0);
        for (var i = 1; i < truth.Length; i++)
        {
            var heard = (float[])truth[i].Clone();
            if (lost[i])
                conceal(heard);
            else
                follow(heard);
            if ((lost[i] || lost[i - 1]) && truth[i].Average(sample => sample * sample) > 1e-5)
                (sum, count) = (sum + Distance(Spectrum(truth[i]), Spectrum(heard)), count + 1);
        }

        return sum / count;
    }

    private static double Distance(double[] one, double[] other) => Math.Sqrt(one.Zip(other, (a, b) => (a - b) * (a - b)).Average());

    private static double[] Spectrum(float[] packet) =>
        [.. Enumerable.Range(1, Bands).Select(band => Math.Max(Tone.Level(packet, band * Rate / 2.0 / (Bands + 1), Rate), -80))];
}
