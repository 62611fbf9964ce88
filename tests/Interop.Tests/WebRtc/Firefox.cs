using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>Debian's Firefox ESR without a screen.</summary>
public sealed class Firefox : Guest
{
    private const string Preferences = """
        user_pref("media.peerconnection.ice.loopback", true);
        user_pref("media.peerconnection.ice.tcp", true);
        user_pref("permissions.default.microphone", 1);
        user_pref("media.navigator.streams.fake", true);
        user_pref("media.navigator.permission.disabled", true);
        user_pref("media.navigator.audio.fake_frequency", 440);
        user_pref("media.autoplay.default", 0);
        user_pref("media.autoplay.blocking_policy", 0);
        user_pref("media.autoplay.block-webaudio", false);
        user_pref("browser.shell.checkDefaultBrowser", false);
        user_pref("browser.startup.page", 0);
        user_pref("browser.aboutwelcome.enabled", false);
        user_pref("datareporting.policy.dataSubmissionEnabled", false);
        user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
        user_pref("app.normandy.enabled", false);
        user_pref("app.update.enabled", false);
        user_pref("network.captive-portal-service.enabled", false);
        user_pref("network.connectivity-service.enabled", false);

        """;

    /// <summary>That of its fake microphone.</summary>
    public override (double Hertz, double Level) Tone => (440, -20);

    /// <summary>
    /// It looks for a free TCP port when it gathers candidates, lets go of it, and binds the same one when it has our answer
    /// (bind to 0, close, bind to the port, connect: as strace shows). On a busy machine somebody else may have it by then:
    /// Firefox gives up its only path without a word to us, and is asked again. A call that reached us is never repeated.
    /// </summary>
    public override async Task<GuestCall> CallAsync(GuestCallOptions options, CancellationToken ct)
    {
        while (true)
        {
            var before = Host.Endpoint.TcpAccepted;
            try
            {
                return await base.CallAsync(options, ct);
            }
            catch (GuestException) when (options.Transport == "tcp" && Host.Endpoint.TcpAccepted == before)
            {
                ct.ThrowIfCancellationRequested();
            }
        }
    }

    /// <inheritdoc/>
    protected override string Name => "Firefox";

    /// <inheritdoc/>
    protected override ChildCommand Command(Uri host, string folder)
    {
        Prerequisite.NeedsProgram("firefox-esr", "firefox-esr");
        File.WriteAllText(Path.Combine(folder, "user.js"), Preferences);
        return new ChildCommand("firefox-esr", [
            "--headless", "--no-remote", "--profile", folder, new Uri(host, "/guests/browser.html").ToString()])
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = folder, ["MOZ_CRASHREPORTER_DISABLE"] = "1" },
        };
    }
}
