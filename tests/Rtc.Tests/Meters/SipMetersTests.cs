using System.Net.Sockets;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Sip;

namespace TalksPlatform.Rtc.Tests.Meters;

[Collection(nameof(RealTime))]
public sealed class SipMetersTests
{
    [Fact]
    public async Task A_call_is_seen_by_whoever_begins_to_watch_in_its_midst()
    {
        await using var studio = await Telephone.PlugInAsync();
        await using var caller = await Telephone.PlugInAsync();

        await caller.CallAsync(studio);

        MeterReading.Take()["talks.rtc.sip.calls"].ShouldBeGreaterThanOrEqualTo(2); // its two ends
    }

    [Fact]
    public async Task A_packet_over_which_a_call_stumbles_is_counted_and_told()
    {
        var before = MeterReading.Take();
        await using (var studio = await Telephone.PlugInAsync())
        await using (var caller = await Telephone.PlugInAsync())
        {
            var (ours, theirs) = await caller.CallAsync(studio);
            theirs.Receiver.Digit += _ => throw new InvalidOperationException("whoever listens to keys fails");
            ours.Sender.SendDigit('1');

            var conversation = new Conversation();
            await conversation.RunAsync(ours, theirs, seconds: 1);

            studio.Troubles.ShouldContain(trouble => trouble.StartsWith("A call stumbled over a packet", StringComparison.Ordinal));
            theirs.Receiver.Statistics.Received.ShouldBeGreaterThan(30, "the voice goes on");
        }

        (MeterReading.Take()["talks.rtc.sip.voices.faults"] - before["talks.rtc.sip.voices.faults"]).ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public async Task What_is_no_sip_stays_in_the_sum_when_the_telephone_is_gone()
    {
        var before = MeterReading.Take();
        await using (var studio = await Telephone.PlugInAsync())
        {
            using var stranger = new UdpClient();
            await stranger.SendAsync("no telephone"u8.ToArray(), studio.Agent.LocalEndPoint, TestContext.Current.CancellationToken);
            await Eventually.BecomesAsync(() => studio.Agent.Malformed == 1, "it arrives");
        }

        (MeterReading.Take()["talks.rtc.sip.malformed"] - before["talks.rtc.sip.malformed"]).ShouldBeGreaterThanOrEqualTo(1);
    }
}
