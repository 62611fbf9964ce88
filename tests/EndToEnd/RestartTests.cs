using Microsoft.Playwright;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Browser;
using TalksPlatform.EndToEnd.Stage;
using TalksPlatform.Server.Demo;

namespace TalksPlatform.EndToEnd;

/// <summary>The server dies in mid-talk and is started again: nobody has to touch her page.</summary>
public sealed class RestartTests(Chromium chromium)
{
    /// <summary>Keeps the lines that the page makes, so that those of before can be told from those of after.</summary>
    private const string KeepLines = """
        window.lines = [];
        window.RTCPeerConnection = class extends RTCPeerConnection {
          constructor(...all) { super(...all); lines.push(this); }
        };
        """;

    /// <summary>Sound comes to the page over a line that was made after the first two.</summary>
    private const string HearsAnew = """
        async () => {
          for (const line of lines.slice(2)) {
            for (const report of (await line.getStats()).values())
              if (report.type === 'inbound-rtp' && report.packetsReceived > 25) return true;
          }
          return false;
        }
        """;

    [Fact]
    public async Task A_browser_on_air_is_heard_and_hears_again_after_the_server_was_killed()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        var ct = patience.Token;
        await using var server = await TalkServer.StartAsync(publicAddress: null, ct);
        var (episode, desk) = await server.OpenTalkAsync(TimeSpan.FromSeconds(4), ct);
        var speaker = await chromium.OpenAsync();
        await speaker.AddInitScriptAsync(KeepLines);
        await speaker.GotoAsync((await server.InviteAsync(episode.TalkId, "Ben (test)", ct)).ToString());
        await speaker.GetByRole(AriaRole.Button, new() { Name = "Start microphone" }).ClickAsync();
        await desk.SeesAsync(room => Array.Exists(room.Voices, voice => voice is { Name: "Ben (test)", Connected: true }), ct);
        await desk.DoAsync("PutOnAir", ct, desk.Now.Voices[0].Id);
        await desk.SeesAsync(room => room.Phase == TalkPhase.Live && Array.Exists(room.Voices, voice => voice is { OnAir: true, Level: > -40 }), ct);

        await server.RestartAsync(ct);

        var after = server.Cast.Own(new DemoSeat(server.Host, episode.TalkId, TimeProvider.System));
        await after.SeesAsync(room => Array.Exists(room.Voices, voice => voice is { Name: "Ben (test)", OnAir: true, Connected: true, Level: > -40 }), ct);
        await speaker.WaitForFunctionAsync(HearsAnew);
        await speaker.Context.CloseAsync();
    }
}
