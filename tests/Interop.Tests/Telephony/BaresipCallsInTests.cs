using TalksPlatform.Rtc.Codecs;
using TalksPlatform.TestKit;

namespace TalksPlatform.Interop.Tests.Telephony;

/// <summary>baresip calls us: each codec over each transport, the sound measured at both ends.</summary>
public sealed class BaresipCallsInTests(BaresipLine line) : IClassFixture<BaresipLine>
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));

    [Theory]
    [MemberData(nameof(BaresipCells.All), MemberType = typeof(BaresipCells))]
    public async Task Both_hear_each_other_until_it_hangs_up(AudioCodec codec, string transport)
    {
        BaresipCells.Show(codec, "call in", transport);
        await using var studio = await line.PlugInAsync(codec);

        await line.DialAsync(studio, transport);
        var call = await (await studio.RingsAsync()).AcceptAsync();
        call.Codec.ShouldBe(codec);
        await line.BothHearAsync(call, _patience.Token);
        await line.Peer.CommandAsync("hangup");

        (await call.Ended.WaitAsync(_patience.Token)).ShouldBe("The far end hung up.");
        studio.Troubles.ShouldBeEmpty();
    }

    [Fact]
    [Interop("baresip", "PCMA", "call in", "UDP")]
    public async Task It_hears_our_announcement_before_we_answer()
    {
        await using var studio = await line.PlugInAsync(AudioCodec.Pcma);
        await line.DialAsync(studio, "udp");
        var ringing = await studio.RingsAsync();

        var announcement = (await ringing.PlayEarlyAsync(_patience.Token)).ShouldNotBeNull();
        await using (new Whistler(announcement, 440, Conversation.Level))
            await line.TheyHearAsync(440, _patience.Token);
        var call = await ringing.AcceptAsync();
        await line.BothHearAsync(call, _patience.Token);
        await line.Peer.CommandAsync("hangup");

        await call.Ended.WaitAsync(_patience.Token);
        studio.Troubles.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_holds_the_call_and_takes_it_back_as_often_as_it_likes()
    {
        await using var studio = await line.PlugInAsync(AudioCodec.Pcma);
        await line.DialAsync(studio, "tcp");
        var call = await (await studio.RingsAsync()).AcceptAsync();

        for (var time = 1; time <= 40; time++)
            await line.HoldAndTakeBackAsync(call);
        await line.Peer.CommandAsync("hangup");

        (await call.Ended.WaitAsync(_patience.Token)).ShouldBe("The far end hung up.");
        studio.Troubles.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(AudioCodec.Opus)]
    [InlineData(AudioCodec.Pcma)]
    public async Task Each_key_is_heard_once_and_the_call_is_held_and_taken_back(AudioCodec codec)
    {
        BaresipCells.Show(codec, "call in", "udp");
        await using var studio = await line.PlugInAsync(codec);
        await line.DialAsync(studio, "udp");
        var call = await (await studio.RingsAsync()).AcceptAsync();
        var digits = "";
        call.Digit += digit => digits += digit;

        foreach (var key in "112#")
        {
            var before = digits.Length;
            await line.Peer.CommandAsync("sndcode", key.ToString());
            await Eventually.BecomesAsync(() => digits.Length > before, $"{key} is heard");
        }

        await line.BothHearAsync(call, _patience.Token);
        await line.HoldAndTakeBackAsync(call, _patience.Token);

        digits.ShouldBe("112#");
        await line.Peer.CommandAsync("hangup");
        await call.Ended.WaitAsync(_patience.Token);
        studio.Troubles.ShouldBeEmpty();
    }
}
