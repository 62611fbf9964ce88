using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.Telephony;

/// <summary>Signalling by TLS and voices by SRTP, with keys from the session description (SDES, RFC 4568).</summary>
public sealed class BaresipEncryptsTests(BaresipEncryptsTests.Line line) : IClassFixture<BaresipEncryptsTests.Line>
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));

    /// <summary>The codecs of the cells.</summary>
    public static TheoryData<AudioCodec> Codecs { get; } = [AudioCodec.Opus, AudioCodec.G722, AudioCodec.Pcma, AudioCodec.L16];

    [Theory]
    [MemberData(nameof(Codecs))]
    public async Task It_calls_us(AudioCodec codec)
    {
        BaresipCells.Show(codec, "call in", "tls with SRTP");
        await using var studio = await PlugInAsync(codec);

        await line.DialAsync(studio, "tls");
        var call = await (await studio.RingsAsync()).AcceptAsync();
        await line.BothHearAsync(call, _patience.Token);
        await line.HoldAndTakeBackAsync(call, _patience.Token);
        await line.Peer.CommandAsync("hangup");

        (await call.Ended.WaitAsync(_patience.Token)).ShouldBe("The far end hung up.");
        studio.Troubles.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public async Task We_call_it(AudioCodec codec)
    {
        BaresipCells.Show(codec, "call out", "tls with SRTP");
        await using var studio = await PlugInAsync(codec);

        var call = await studio.Agent.CallAsync(SipUri.Parse(line.Peer.UriOver("tls")), ct: _patience.Token);
        await line.BothHearAsync(call, _patience.Token);
        await call.HangUpAsync();

        studio.Troubles.ShouldBeEmpty();
    }

    private Task<Telephone> PlugInAsync(AudioCodec codec) =>
        line.PlugInAsync(options => options with { Codecs = [codec], Encryption = MediaEncryption.Required });

    /// <summary>A baresip that speaks with nobody in clear.</summary>
    public sealed class Line : BaresipLine
    {
        /// <inheritdoc/>
        protected override BaresipOptions Options => base.Options with { Encrypts = true };
    }
}
