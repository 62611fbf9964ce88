using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;

namespace TalksPlatform.Bench.Areas.Page;

/// <summary>Somebody opens the live page on a slow line for the first time and taps Listen as soon as she can.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly IPage _page;
    private readonly Dictionary<string, string> _addresses = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private double _bytes;
    private double _soundBytes;
    private int _requests;

    private Visit(IBrowserContext context, IPage page) => (_context, _page) = (context, page);

    /// <summary>From opening the page to the first sound.</summary>
    public TimeSpan FirstSound { get; private set; }

    /// <summary>What came before the tap, headers too, as the browser counts it on the wire.</summary>
    public double BytesBeforeSound { get; private set; }

    public int RequestsBeforeSound { get; private set; }

    public static async Task<Visit> ListenAsync(IBrowser browser, string address, Line line)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 360, Height = 740 },
            Locale = "en",
        });
        var visit = new Visit(context, await context.NewPageAsync());
        await visit.SlowDownAsync(line);
        var began = Stopwatch.GetTimestamp();
        var opening = visit._page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await opening;
        await visit._page.Locator(".deck .play").ClickAsync(new LocatorClickOptions { Timeout = 60_000 });
        (visit.BytesBeforeSound, visit.RequestsBeforeSound) = visit.Counted();
        await visit._page.WaitForFunctionAsync(
            "() => document.querySelector('#deck audio').currentTime > 0.05", null, new PageWaitForFunctionOptions { PollingInterval = 20, Timeout = 60_000 });
        visit.FirstSound = Stopwatch.GetElapsedTime(began);
        return visit;
    }

    /// <summary>Goes on listening, and tells how long the sound stood still and what an hour of it weighs, headers too.</summary>
    public async Task<(TimeSpan Stood, double HourBytes)> StayAsync(TimeSpan length, CancellationToken ct)
    {
        var (before, heard) = (SoundBytes(), await PlaceAsync());
        var began = Stopwatch.GetTimestamp();
        await Task.Delay(length, TimeProvider.System, ct);
        var passed = Stopwatch.GetElapsedTime(began);
        var stood = passed - TimeSpan.FromSeconds(await PlaceAsync() - heard);
        return (stood > TimeSpan.Zero ? stood : TimeSpan.Zero, (SoundBytes() - before) * TimeSpan.FromHours(1) / passed);
    }

    public ValueTask DisposeAsync() => new(_context.CloseAsync());

    private Task<double> PlaceAsync() => _page.EvaluateAsync<double>("() => document.querySelector('#deck audio').currentTime");

    private async Task SlowDownAsync(Line line)
    {
        var devTools = await _context.NewCDPSessionAsync(_page);
        devTools.Event("Network.requestWillBeSent").OnEvent += (_, told) => Note(told, "requestId", id =>
            _addresses[id] = told!.Value.GetProperty("request").GetProperty("url").GetString()!);
        devTools.Event("Network.loadingFinished").OnEvent += (_, told) => Note(told, "requestId", id =>
        {
            var address = _addresses.GetValueOrDefault(id, "");
            var bytes = told!.Value.GetProperty("encodedDataLength").GetDouble();
            _bytes += bytes;
            if (IsPartOfThePage(address))
                _requests++;
            if (address.EndsWith(".m4s", StringComparison.Ordinal))
                _soundBytes += bytes;
        });
        await devTools.SendAsync("Network.enable");
        await devTools.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["offline"] = false,
            ["latency"] = line.Latency.TotalMilliseconds,
            ["downloadThroughput"] = line.KilobitsPerSecond * 1_000 / 8,
            ["uploadThroughput"] = line.KilobitsPerSecond * 1_000 / 8 / 3,
        });
    }

    /// <summary>What the page waits for: not the tab's icon, which the browser fetches for itself, nor data: addresses, which nobody fetches.</summary>
    private static bool IsPartOfThePage(string address) =>
        !address.StartsWith("data:", StringComparison.Ordinal) && !address.EndsWith("/icon.svg", StringComparison.Ordinal);

    private void Note(JsonElement? told, string key, Action<string> note)
    {
        lock (_gate)
            note(told!.Value.GetProperty(key).GetString()!);
    }

    private (double Bytes, int Requests) Counted()
    {
        lock (_gate)
            return (_bytes, _requests);
    }

    private double SoundBytes()
    {
        lock (_gate)
            return _soundBytes;
    }
}
