namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>A program in Python calls our server.</summary>
public sealed class AiortcTests(Aiortc guest) : GuestTests<Aiortc>(guest)
{
    [Fact]
    [Interop("aiortc", "opus", "publish", "UDP")]
    public Task It_is_heard() => IsHeardAsync("udp");

    [Fact]
    [Interop("aiortc", "opus", "listen", "UDP")]
    public Task It_hears() => HearsAsync("udp");

    [Fact]
    [Interop("aiortc", "opus", "both", "UDP")]
    public Task It_talks_and_listens() => TalksAndListensAsync("udp");
}
