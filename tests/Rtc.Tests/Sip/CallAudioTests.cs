using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.Rtc.Srtp;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Sip;

[Collection(nameof(RealTime))]
public sealed class CallAudioTests : IAsyncLifetime
{
    private static readonly AudioFormat G722 = AudioFormat.G722(101);
    private static readonly AudioFormat Pcma = AudioFormat.Pcma(101);
    private static readonly AudioFormat Opus = AudioFormat.Opus(96, 102);

    private readonly MediaReceiver _network = new();
    private readonly RtpPort _ourPort = RtpPort.Open(Options);
    private readonly RtpPort _theirPort = RtpPort.Open(Options);
    private readonly CallAudio _ours;
    private readonly CallAudio _theirs;

    public CallAudioTests()
    {
        _ours = Open(_ourPort, G722);
        _theirs = Open(_theirPort, G722);
    }

    private static SipOptions Options => new() { Bind = new IPEndPoint(IPAddress.Loopback, 0) };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _ours.DisposeAsync();
        await _theirs.DisposeAsync();
        _network.Dispose();
        _network.Faults.ShouldBe(0);
    }

    public static TheoryData<string> Suites => [.. CryptoAttribute.Profiles.Select(profile => profile.SdesName)];

    [Theory]
    [MemberData(nameof(Suites))]
    public async Task An_encrypted_voice_is_heard_and_its_reports_are_read(string suite)
    {
        Agree(G722, Keys(suite));

        var conversation = await TalkAsync(1.5);

        conversation.BothShouldHearTheOther();
        await BothMeasureTheWayAsync();
    }

    [Fact]
    public async Task Who_has_not_the_key_is_not_heard()
    {
        Agree(G722, Keys("AEAD_AES_128_GCM"));
        _theirs.Change(Agreement(G722, _ourPort, null));

        await TalkAsync(0.3);

        _ours.Receiver.Statistics.Received.ShouldBe(0);
    }

    [Fact]
    public async Task Codec_packet_time_and_keys_change_in_mid_call()
    {
        var conversation = new Conversation();
        foreach (var (format, suite) in ((AudioFormat, string)[])[
            (G722, "AES_CM_128_HMAC_SHA1_80"),
            (Pcma with { PacketMilliseconds = 30 }, "AES_CM_128_HMAC_SHA1_80"),
            (Opus, "AEAD_AES_128_GCM"),
            (AudioFormat.L16(97, 102), "AEAD_AES_128_GCM"),
            (Opus with { PacketMilliseconds = 40 }, "AES_CM_128_HMAC_SHA1_32")])
        {
            Agree(format, Keys(suite));
            await conversation.RunUntilHeardAsync(_ours.Sender.Send, _ours.Receiver, _theirs.Sender.Send, _theirs.Receiver);
        }
    }

    [Fact]
    public async Task Digits_come_through_after_a_change_of_codec_and_clock()
    {
        var digits = "";
        _theirs.Receiver.Digit += digit => digits += digit;
        Agree(G722, null);
        _ours.Sender.SendDigit('1');
        var conversation = await TalkAsync(0.4);

        Agree(Opus, null);
        _ours.Sender.SendDigit('2');
        await conversation.RunAsync(_ours.Sender.Send, _ours.Receiver, _theirs.Sender.Send, _theirs.Receiver, 0.4);

        digits.ShouldBe("12");
    }

    [Fact]
    public async Task A_held_call_hears_nothing_of_us()
    {
        Agree(G722, null);
        _ours.Change(Agreement(G722, _theirPort, null) with { Direction = MediaDirection.RecvOnly });

        await TalkAsync(0.4);

        _theirs.Receiver.Statistics.Received.ShouldBe(0);
        _ours.Receiver.Statistics.Received.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Reports_may_share_the_port_of_the_voice()
    {
        _ours.Change(Agreement(G722, _theirPort, null) with { SharesPort = true, Control = _theirPort.Advertised });
        _theirs.Change(Agreement(G722, _ourPort, null) with { SharesPort = true, Control = _ourPort.Advertised });

        await TalkAsync(0.4);

        await BothMeasureTheWayAsync();
    }

    private Task BothMeasureTheWayAsync() => Eventually.BecomesAsync(
        () =>
        {
            _ours.Report();
            _theirs.Report();
            return _ours.RoundTrip is not null && _theirs.RoundTrip is not null;
        },
        "both have measured the way");

    private CallAudio Open(RtpPort port, AudioFormat format) =>
        new(port, _network, format, new EncoderOptions(), "test", TimeProvider.System);

    private async Task<Conversation> TalkAsync(double seconds)
    {
        var conversation = new Conversation();
        await conversation.RunAsync(_ours.Sender.Send, _ours.Receiver, _theirs.Sender.Send, _theirs.Receiver, seconds);
        return conversation;
    }

    private void Agree(AudioFormat format, CallKeys? keys)
    {
        _theirs.Change(Agreement(format, _ourPort, keys is null ? null : new CallKeys(keys.Theirs, keys.Ours)));
        _ours.Change(Agreement(format, _theirPort, keys));
    }

    private static AudioAgreement Agreement(AudioFormat format, RtpPort far, CallKeys? keys) => new(
        format,
        MediaDirection.SendRecv,
        far.Advertised,
        new IPEndPoint(far.Advertised.Address, far.Advertised.Port + 1),
        keys);

    private static CallKeys Keys(string suite)
    {
        var profile = CryptoAttribute.Profiles.First(profile => profile.SdesName == suite);
        return new CallKeys(CryptoAttribute.New(1, profile), CryptoAttribute.New(1, profile));
    }
}
