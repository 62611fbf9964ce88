using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Interop.Tests.Telephony;

/// <summary>We call baresip: each codec over each transport, the sound measured at both ends.</summary>
public sealed class BaresipIsCalledTests(BaresipLine line) : IClassFixture<BaresipLine>
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));

    [Theory]
    [MemberData(nameof(BaresipCells.All), MemberType = typeof(BaresipCells))]
    public async Task Both_hear_each_other_until_we_hang_up(AudioCodec codec, string transport)
    {
        BaresipCells.Show(codec, "call out", transport);
        await using var studio = await line.PlugInAsync(codec);

        var call = await studio.Agent.CallAsync(SipUri.Parse(line.Peer.UriOver(transport)), ct: _patience.Token);
        call.Codec.ShouldBe(codec);
        await line.BothHearAsync(call, _patience.Token);
        await call.HangUpAsync();

        studio.Troubles.ShouldBeEmpty();
    }
}
