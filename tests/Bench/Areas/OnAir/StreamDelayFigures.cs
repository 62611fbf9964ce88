using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using TalksPlatform.Bench.Areas.Page;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.Server.Demo;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>
/// How far behind the speaker's mouth the live stream is in a real browser, in hls.js and in our own page: a tone of a fifth
/// of a second every nine, and when it comes out of the player.
/// </summary>
internal sealed class StreamDelayFigures : IFigureSource
{
    private const string Version = "1.7.4";
    private const int Bursts = 6;
    private const int SampleRate = 48_000;

    /// <summary>Notes in the page when a tone comes out of a player.</summary>
    private const string Ear = """
        () => {
          window.heard = []; window.stalls = 0; window.troubles = [];
          window.listenTo = async (audio) => {
            const context = new AudioContext();
            const code = `class Ear extends AudioWorkletProcessor { process(inputs) { const sound = inputs[0][0];
              if (sound && sound.some((s) => Math.abs(s) > 0.03)) this.port.postMessage(0); return true; } } registerProcessor('ear', Ear);`;
            await context.audioWorklet.addModule(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
            const ear = new AudioWorkletNode(context, 'ear');
            let last = 0;
            ear.port.onmessage = () => { const now = Date.now(); if (now - last > 2000) heard.push(now); last = now; };
            context.createMediaElementSource(audio).connect(ear);
          };
        }
        """;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(9); // longer than any delay that is to be told, and no silence that the guard would fill

    private readonly List<double> _sent = [];

    public string Name => "stream-delay";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var player = await InstallAsync(ct);
        await using var room = await AirRoom.OpenAsync(ct, BurstAsync);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--autoplay-policy=no-user-gesture-required", "--disable-background-timer-throttling",
                "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows",
            ],
        });
        var stream = new Uri(room.Address, $"hls/{room.Episode.TalkId}/");
        var low = await ListenAsync(browser, player, new Uri(stream, "low.m3u8"));
        var opus = await ListenAsync(browser, player, new Uri(stream, "opus16/low.m3u8"));
        var plain = await ListenAsync(browser, player, new Uri(stream, "live.m3u8"), closely: false);
        var own = await ListenToPageAsync(browser, new Uri(room.Address, $"e/{room.Episode.Slug}/live"));
        await Task.Delay(Every * (Bursts + 1), TimeProvider.System, ct);

        yield return await FigureAsync("LL-HLS in hls.js, mouth to ear", 2000, low);
        yield return await FigureAsync("LL-HLS in hls.js, Opus at 16 kb/s", 2000, opus);
        yield return await FigureAsync("HLS in hls.js, with its defaults", 6000, plain);
        yield return await FigureAsync("The live page's own player", 8000, own);
        yield return new LimitFigure("LL-HLS stood still", 0, Measure.Count, await low.EvaluateAsync<double>("() => stalls"));
    }

    private static async Task<string> InstallAsync(CancellationToken ct)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"talks-bench-hls.js-{Version}");
        var file = Path.Combine(folder, "node_modules", "hls.js", "dist", "hls.min.js");
        if (!File.Exists(file))
            await ChildProcess.RunAsync(new("npm", "install", "--prefix", folder, "--no-audit", "--no-fund", $"hls.js@{Version}"), ct);
        return file;
    }

    private static async Task<IPage> ListenAsync(IBrowser browser, string player, Uri playlist, bool closely = true)
    {
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { BypassCSP = true });
        await page.GotoAsync(new Uri(playlist, "/robots.txt").ToString()); // of the same origin, and loopback is safe enough for worklets
        await page.SetContentAsync("<!doctype html><audio id=a></audio>");
        await page.EvaluateAsync(await File.ReadAllTextAsync(player));
        await page.EvaluateAsync(Ear);
        await page.EvaluateAsync(
            """
            async ([address, closely]) => {
              const audio = document.querySelector('#a');
              const hls = window.hls = new Hls(closely ? { maxLiveSyncPlaybackRate: 1.1 } : {});
              hls.on(Hls.Events.ERROR, (_, e) => { troubles.push(e.details); if (/stall/i.test(e.details)) stalls++; });
              hls.loadSource(address); hls.attachMedia(audio);
              await listenTo(audio);
              await audio.play();
            }
            """,
            new object[] { playlist.ToString(), closely });
        return page;
    }

    private static async Task<IPage> ListenToPageAsync(IBrowser browser, Uri address)
    {
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { BypassCSP = true });
        await page.GotoAsync(address.ToString());
        await page.EvaluateAsync(Ear);
        await page.Locator(".deck .play").ClickAsync();
        await page.EvaluateAsync("() => listenTo(document.querySelector('audio'))");
        return page;
    }

    private async Task<Figure> FigureAsync(string name, double limit, IPage page)
    {
        var heard = await page.EvaluateAsync<double[]>("() => heard");
        var delays = heard.Select(at => _sent.Where(sent => sent < at).Select(sent => at - sent).DefaultIfEmpty(double.MaxValue).Min()).TakeLast(Bursts - 2).ToArray();
        return delays.Length > 0
            ? new LimitFigure(name, limit, Measure.Milliseconds, delays)
            : throw new InvalidOperationException($"{name}: nothing was heard. {await page.EvaluateAsync<string>("() => troubles.join()")}");
    }

    private async Task BurstAsync(DemoSpeaker speaker, CancellationToken ct)
    {
        var tone = new float[SampleRate / 5];
        for (var i = 0; i < tone.Length; i++)
            tone[i] = 0.3f * MathF.Sin(2 * MathF.PI * 1000 * i / SampleRate);
        while (!ct.IsCancellationRequested)
        {
            _sent.Add((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds);
            await speaker.SayAsync(tone, ct);
            await Task.Delay(Every, TimeProvider.System, ct);
        }
    }
}
