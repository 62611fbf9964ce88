namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>A program in Python calls our server.</summary>
public sealed class AiortcTests(Aiortc guest) : IClassFixture<Aiortc>
{
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(30));

    [Fact]
    [Interop("aiortc", "opus", "publish", "UDP")]
    public async Task It_is_heard()
    {
        await using var call = await guest.CallAsync(new(Publish: true, Listen: false), _patience.Token);

        await call.IsHeardAsync();
        (await call.StatAsync("protocol")).ShouldBe("udp");
    }

    [Fact]
    [Interop("aiortc", "opus", "listen", "UDP")]
    public async Task It_hears()
    {
        await using var call = await guest.CallAsync(new(Publish: false, Listen: true), _patience.Token);

        await call.HearsAsync();
        (await call.StatAsync("protocol")).ShouldBe("udp");
    }

    [Fact]
    [Interop("aiortc", "opus", "both", "UDP")]
    public async Task It_talks_and_listens()
    {
        await using var call = await guest.CallAsync(new(Publish: true, Listen: true), _patience.Token);

        await Task.WhenAll(call.IsHeardAsync(), call.HearsAsync());
        (await call.StatAsync("protocol")).ShouldBe("udp");
    }
}
