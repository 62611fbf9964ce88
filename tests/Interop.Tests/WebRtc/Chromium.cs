using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>Debian's Chromium without a screen.</summary>
public sealed class Chromium : Guest
{
    /// <inheritdoc/>
    protected override string Name => "Chromium";

    /// <inheritdoc/>
    protected override ChildCommand Command(Uri host, string folder)
    {
        Prerequisite.NeedsProgram("chromium", "chromium");
        return new ChildCommand("chromium", [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--mute-audio",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
            "--disable-background-timer-throttling", "--disable-renderer-backgrounding",
            "--autoplay-policy=no-user-gesture-required", $"--user-data-dir={folder}",
            new Uri(host, "/guests/browser.html").ToString()]);
    }
}
