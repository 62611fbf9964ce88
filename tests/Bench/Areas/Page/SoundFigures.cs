using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace TalksPlatform.Bench.Areas.Page;

/// <summary>How soon the live page sounds on slow lines in a real browser, whether it stands still, and what it costs.</summary>
internal sealed class SoundFigures : IFigureSource
{
    private const int Rounds = 3;

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required",
    ];

    public string Name => "sound";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var room = await AirRoom.OpenAsync(ct);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = "/usr/bin/chromium", Args = Arguments });
        await using (await Visit.ListenAsync(browser, room.Page, Line.All[^1]))
        {
            // The first visit pays for what the server compiles.
        }

        foreach (var line in Line.All)
        {
            var (sound, stood, bytes, requests) = (new List<double>(), new List<double>(), 0.0, 0);
            var hour = 0.0;
            for (var round = 0; round < Rounds; round++)
            {
                await using var visit = await Visit.ListenAsync(browser, room.Page, line);
                sound.Add(visit.FirstSound.TotalMilliseconds);
                (bytes, requests) = (visit.BytesBeforeSound, visit.RequestsBeforeSound);
                (var still, hour) = await visit.StayAsync(TimeSpan.FromSeconds(round == Rounds - 1 ? 60 : 15), ct);
                stood.Add(still.TotalMilliseconds);
            }

            yield return new LimitFigure($"{line.Name}: first sound", line.FirstSound.TotalMilliseconds, Measure.Milliseconds, sound);
            yield return new LimitFigure($"{line.Name}: sound stood still", 500, Measure.Milliseconds, stood);
            if (line != Line.All[^1])
                continue;
            yield return new LimitFigure("bytes before the sound, headers too", 20, Measure.Kibibytes, bytes / 1024);
            yield return new LimitFigure("requests before the sound, without the tab's icon", 5, Measure.Count, requests);
            yield return new LimitFigure("an hour of sound, headers too", 12.5e6 / 1024, Measure.Kibibytes, hour / 1024);
        }
    }
}
