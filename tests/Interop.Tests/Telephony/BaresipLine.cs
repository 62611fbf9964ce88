using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.Telephony;

/// <summary>One baresip, for all tests of a class, and telephones of ours for it to talk with.</summary>
public class BaresipLine : IAsyncLifetime
{
    /// <summary>What it says to us, in Hz.</summary>
    public const double TheirTone = 1_000;

    /// <summary>What we say to it, in Hz.</summary>
    public const double OurTone = 600;

    /// <summary>All that it and we speak.</summary>
    protected const string Codecs = "opus/48000/2,G722/16000/1,PCMA/8000/1,PCMU/8000/1,L16/48000/1";

    private BaresipPeer? _peer;

    /// <summary>The telephone at the far end.</summary>
    public BaresipPeer Peer => _peer!;

    /// <summary>How it is set up.</summary>
    protected virtual BaresipOptions Options => new(Codecs, TheirTone, AnswersAtOnce: true);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        PeerVersions.Report("baresip", await BaresipPeer.VersionAsync());
        _peer = await BaresipPeer.StartAsync(Options);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_peer is not null)
            await _peer.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A telephone of ours that speaks one codec and asks for baresip's password.</summary>
    public Task<Telephone> PlugInAsync(AudioCodec codec) => PlugInAsync(options => options with { Codecs = [codec] });

    /// <summary>A telephone of ours that asks for baresip's password.</summary>
    public Task<Telephone> PlugInAsync(Func<SipOptions, SipOptions> configure) => Telephone.PlugInAsync(options => configure(options) with
    {
        Bind = new IPEndPoint(Peer.OurAddress, 0),
        AllowedNetworks = [IPNetwork.Parse("10.213.0.0/16")],
        PasswordOf = user => user == "baresip" ? "secret" : null,
        Tls = new SipTlsOptions { Certificate = SelfSigned.For(Peer.OurAddress), Port = 0, TrustedRoots = [Peer.Certificate] },
    });

    /// <summary>Lets it call a telephone of ours.</summary>
    public Task DialAsync(Telephone studio, string transport)
    {
        var port = (transport == "tls" ? studio.Agent.TlsEndPoint! : studio.Agent.LocalEndPoint).Port;
        return Peer.CommandAsync("dial", $"sip:talk@{Peer.OurAddress}:{port};transport={transport}");
    }

    /// <summary>Waits until each end hears the other's tone at its level.</summary>
    public async Task BothHearAsync(SipCall call, CancellationToken ct)
    {
        await using var whistler = new Whistler(call.Sender, OurTone, Conversation.Level);
        await Ear.HearsAsync(call.Receiver, TheirTone, BaresipPeer.ToneLevel, ct);
        await TheyHearAsync(OurTone, ct);
    }

    /// <summary>Lets it hold the call and take it back, and waits until both hear each other again.</summary>
    public async Task HoldAndTakeBackAsync(SipCall call, CancellationToken ct)
    {
        await HoldAndTakeBackAsync(call);
        await BothGoOnAsync(call, ct);
    }

    /// <summary>Lets it hold the call and take it back.</summary>
    public async Task HoldAndTakeBackAsync(SipCall call)
    {
        await Peer.CommandAsync("hold");
        await Eventually.BecomesAsync(() => call.OnHold, "we are held");
        await Peer.CommandAsync("resume");
        await Eventually.BecomesAsync(() => !call.OnHold, "we are taken back");
    }

    /// <summary>
    /// Waits until both hear each other again after a change. baresip no longer keeps what it hears then, but counts it.
    /// </summary>
    public async Task BothGoOnAsync(SipCall call, CancellationToken ct)
    {
        await using var whistler = new Whistler(call.Sender, OurTone, Conversation.Level);
        var before = await Peer.PlayedAsync();
        await Ear.HearsAsync(call.Receiver, TheirTone, BaresipPeer.ToneLevel, ct);
        await Eventually.BecomesAsync(async () => await Peer.PlayedAsync() > before + 0.3, "baresip plays on");
    }

    /// <summary>Waits until baresip hears a tone of ours.</summary>
    public async Task TheyHearAsync(double hertz, CancellationToken ct)
    {
        var level = double.NaN;
        while (!(Math.Abs(level - Conversation.Level) < 1))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
            var (heard, rate) = Peer.Heard();
            if (heard.Length >= rate / 2 && rate > 0)
                level = Tone.SteadyLevel(heard.AsSpan(heard.Length - (rate / 2)), hertz, rate);
        }
    }
}
