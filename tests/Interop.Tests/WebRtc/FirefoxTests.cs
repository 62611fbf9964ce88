namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>Another real browser calls our server.</summary>
public sealed class FirefoxTests(Firefox guest) : IClassFixture<Firefox>
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));

    [Fact]
    [Interop("Firefox", "opus", "publish", "UDP")]
    public async Task It_is_heard()
    {
        await using var call = await guest.CallAsync(new(Publish: true, Listen: false), _patience.Token);

        await call.IsHeardAsync();
        (await call.StatAsync("protocol")).ShouldBe("udp");
    }

    [Fact]
    [Interop("Firefox", "opus", "listen", "UDP")]
    public async Task It_hears()
    {
        await using var call = await guest.CallAsync(new(Publish: false, Listen: true), _patience.Token);

        await call.HearsAsync();
        (await call.StatAsync("protocol")).ShouldBe("udp");
    }

    [Fact]
    [Interop("Firefox", "opus", "both", "UDP")]
    public async Task It_talks_and_listens()
    {
        await using var call = await guest.CallAsync(new(Publish: true, Listen: true), _patience.Token);

        await Task.WhenAll(call.IsHeardAsync(), call.HearsAsync());
        (await call.StatAsync("protocol")).ShouldBe("udp");
    }
}
