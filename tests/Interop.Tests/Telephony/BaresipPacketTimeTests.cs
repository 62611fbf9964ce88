using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.Telephony;

/// <summary>Packets of other lengths than 20 ms, asked for by a=ptime.</summary>
public sealed class BaresipPacketTimeTests
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));

    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(60)]
    public async Task Both_hear_each_other(int milliseconds)
    {
        InteropAttribute.Show("baresip", "PCMA", "call in", $"UDP, {milliseconds} ms");
        InteropAttribute.Show("baresip", "PCMA", "call out", $"UDP, {milliseconds} ms");
        await using var line = new Line(milliseconds);
        await line.InitializeAsync();
        await using var studio = await line.PlugInAsync(AudioCodec.Pcma);

        var outgoing = await studio.Agent.CallAsync(SipUri.Parse(line.Peer.Uri), ct: _patience.Token);
        await line.BothHearAsync(outgoing, _patience.Token);
        await outgoing.HangUpAsync();
        await line.DialAsync(studio, "udp");
        var incoming = await (await studio.RingsAsync()).AcceptAsync();
        await line.BothHearAsync(incoming, _patience.Token);

        incoming.Receiver.Format.PacketMilliseconds.ShouldBe(milliseconds);
    }

    private sealed class Line(int milliseconds) : BaresipLine
    {
        protected override BaresipOptions Options => base.Options with { PacketMilliseconds = milliseconds };
    }
}
