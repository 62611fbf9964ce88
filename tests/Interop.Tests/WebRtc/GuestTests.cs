using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>What every guest is put through; each has a class that says what is true of it.</summary>
public abstract class GuestTests<TGuest>(TGuest guest) : IClassFixture<TGuest> where TGuest : Guest
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));

    /// <summary>Who calls us.</summary>
    protected TGuest Guest => guest;

    /// <summary>How long a test may wait.</summary>
    protected CancellationToken Patience => _patience.Token;

    /// <summary>It publishes.</summary>
    protected async Task IsHeardAsync(string transport)
    {
        await using var call = await CallAsync(new(Publish: true, Listen: false) { Transport = transport });

        await call.IsHeardAsync();
        (await call.StatAsync("protocol")).ShouldBe(transport);
    }

    /// <summary>It listens.</summary>
    protected async Task HearsAsync(string transport)
    {
        await using var call = await CallAsync(new(Publish: false, Listen: true) { Transport = transport });

        await call.HearsAsync();
        (await call.StatAsync("protocol")).ShouldBe(transport);
    }

    /// <summary>It does both in one call.</summary>
    protected async Task TalksAndListensAsync(string transport)
    {
        await using var call = await CallAsync(new(Publish: true, Listen: true) { Transport = transport });

        await Task.WhenAll(call.IsHeardAsync(), call.HearsAsync());
        (await call.StatAsync("protocol")).ShouldBe(transport);
    }

    /// <summary>It looks for a new path with new credentials while it talks (RFC 9725, section 4.3.2).</summary>
    protected async Task RestartsIceAsync(string transport)
    {
        await using var call = await CallAsync(new(Publish: true, Listen: true) { Transport = transport });
        await Task.WhenAll(call.IsHeardAsync(), call.HearsAsync());

        await call.AskAsync("restart"); // done when another pair of candidates is in use

        await Task.WhenAll(call.IsHeardAsync(), call.HearsAsync());
        call.Peer.State.ShouldBe(PeerState.Connected);
    }

    /// <summary>It calls us.</summary>
    protected Task<GuestCall> CallAsync(GuestCallOptions options) => guest.CallAsync(options, Patience);
}
