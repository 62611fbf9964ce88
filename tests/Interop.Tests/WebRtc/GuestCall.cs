using System.Runtime.InteropServices;
using System.Text.Json;
using TalksPlatform.Broadcast;
using TalksPlatform.Rtc.WebRtc;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>A guest's call. Each side says a tone of its own, and the other is asked what it hears.</summary>
public sealed class GuestCall : IAsyncDisposable
{
    /// <summary>What we say: its frequency, and its level in dB of the sine's peak.</summary>
    public static readonly (double Hertz, double Level) OurTone = (1_000, -20);

    private const double NearHertz = 3;
    private const int SilentPackets = 10; // a second; DTX sends one each 400 ms, speech 50
    private const double NearLevel = 1.5;

    private readonly Guest _guest;
    private readonly CancellationToken _ct;
    private readonly Whistler? _whistler;

    private GuestCall(Guest guest, PeerConnection peer, JsonElement descriptions, CancellationToken ct)
    {
        _guest = guest;
        _ct = ct;
        Peer = peer;
        Offer = descriptions.GetProperty("offer").GetString()!;
        Answer = descriptions.GetProperty("answer").GetString()!;
        _whistler = peer.Sender is { } sender ? new Whistler(sender, OurTone.Hertz, OurTone.Level) : null;
    }

    /// <summary>Our side of it.</summary>
    public PeerConnection Peer { get; }

    /// <summary>What the guest offered.</summary>
    public string Offer { get; }

    /// <summary>What we answered.</summary>
    public string Answer { get; }

    /// <summary>Opens one, connected.</summary>
    public static async Task<GuestCall> OpenAsync(Guest guest, GuestCallOptions options, CancellationToken ct)
    {
        var name = guest.Host.NewCall(options.Redundant);
        var descriptions = await guest.AskAsync(
            "join",
            new
            {
                call = name,
                publish = options.Publish,
                listen = options.Listen,
                hertz = guest.Tone.Hertz,
                level = guest.Tone.Level,
                transport = options.Transport,
                fmtp = options.Fmtp,
                relay = options.Relay is { } turn ? Server(turn) : null,
            },
            ct);
        var peer = await guest.Host.PeerAsync(name);
        await peer.Connected.WaitAsync(ct);
        return new GuestCall(guest, peer, descriptions, ct);
    }

    /// <summary>We hear the guest's tone.</summary>
    public Task IsHeardAsync() => Ear.HearsAsync(Peer.Receiver!, _guest.Tone.Hertz, _guest.Tone.Level, _ct);

    /// <summary>The guest hears our tone.</summary>
    public async Task HearsAsync()
    {
        double hertz, level;
        do
        {
            var found = await _guest.AskAsync("hear", new { seconds = 0.5 }, _ct);
            var rate = found.GetProperty("rate").GetInt32();
            var samples = MemoryMarshal.Cast<byte, short>(found.GetProperty("samples").GetBytesFromBase64());
            var sound = new float[samples.Length];
            for (var i = 0; i < sound.Length; i++)
                sound[i] = samples[i] / 32_768f;
            hertz = Tone.Frequency(sound, rate);
            level = Tone.Level(sound, OurTone.Hertz, rate);
        }
        while (Math.Abs(hertz - OurTone.Hertz) > NearHertz || Math.Abs(level - OurTone.Level) > NearLevel);
    }

    /// <summary>The guest sends next to nothing any more.</summary>
    public async Task IsSilentOnTheWireAsync()
    {
        long before;
        do
        {
            before = Peer.Statistics.PacketsReceived;
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, _ct);
        }
        while (Peer.Statistics.PacketsReceived - before > SilentPackets);
    }

    /// <summary>The guest's account of the path, e.g. protocol, srtp.</summary>
    public async Task<string?> StatAsync(string name) =>
        (await _guest.AskAsync("stats", null, _ct)).TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>How long the packets are that the guest has sent, on the average, in bytes of payload.</summary>
    public async Task<double> BytesEachAsync() =>
        (await _guest.AskAsync("stats", null, _ct)).GetProperty("bytesEach").GetDouble();

    /// <summary>Asks the guest for something else.</summary>
    public Task AskAsync(string what, object? how = null) => _guest.AskAsync(what, how, _ct);

    /// <summary>The guest hangs up, unless it has gone already.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_whistler is not null)
            await _whistler.DisposeAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10)); // the test's own may be at its end
        if (Peer.State != PeerState.Closed)
            await _guest.AskAsync("leave", null, patience.Token);
    }

    private static object Server(TurnOptions turn)
    {
        var (username, credential) = turn.CredentialsFor("guest", TimeProvider.System.GetUtcNow());
        return new { urls = turn.Urls, username, credential };
    }
}
