using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Stage;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Server.Demo;
using TalksPlatform.TestKit;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>
/// How long after a <c>kill -9</c> of the built server, which is started again at once, each output has sound again, told where
/// it arrives: the station's telephone rings, Icecast and the plain MP3 give bytes, the live stream has a segment that began
/// afterwards and is whole, the tape a new part. The start of the program and the recovery of its log are in it.
/// </summary>
internal sealed class RestartFigures : IFigureSource
{
    private const int Rounds = 3;
    private const string Begins = "#EXT-X-PROGRAM-DATE-TIME:";
    private const double Limit = 5_000; // ms

    private static readonly TimeSpan OnAir = TimeSpan.FromSeconds(15); // before each kill: everything runs, and has for a while
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public string Name => "restart";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var server = await TalkServer.StartAsync(publicAddress: null, ct);
        using var scratch = new EmptyFolder();
        await using var mount = await IcecastMount.StartAsync(scratch.Path, TimeProvider.System, ct);
        var (episode, desk) = await server.OpenTalkAsync(TimeSpan.FromSeconds(5), ct);
        var station = server.Cast.Own(await DemoTelephone.ConnectAsync([AudioCodec.G722], TimeProvider.System, ct));
        await server.Host.PutAsync($"/api/talks/{episode.TalkId}/outputs", DemoOutputs.For(station, mount), ct);
        await desk.SeesAsync(now => now.Phase == TalkPhase.Live, ct);
        await station.RangAsync(ct);

        using var http = new HttpClient { Timeout = Patience };
        var tape = Path.Combine(server.Data, "recordings", episode.TalkId.ToString());
        List<(string Name, Func<Gone, Task<bool>> Back)> outputs =
        [
            ("the station's line", gone => Task.FromResult(station.Calls > gone.Calls)),
            ("the plain MP3", _ => GivesSoundAsync(http, new Uri(server.Address, $"live/{episode.TalkId}.mp3"), ct)),
            ("the live stream", gone => BeganSinceAsync(http, new Uri(server.Address, $"hls/{episode.TalkId}/24k/index.m3u8"), gone.At, ct)),
            ("the tape", gone => Task.FromResult(!gone.Parts.IsSupersetOf(Parts(tape)))),
        ];
        if (mount is not null)
            outputs.Add(("Icecast", _ => GivesSoundAsync(http, new Uri(mount.Url, IcecastMount.Path), ct)));
        var took = outputs.ConvertAll(_ => new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await Task.Delay(OnAir, TimeProvider.System, ct);
            await server.KillAsync(ct);
            var gone = new Gone(TimeProvider.System.GetUtcNow(), Stopwatch.GetTimestamp(), station.Calls, Parts(tape));
            var back = outputs.Select(async (output, i) =>
            {
                while (!await output.Back(gone))
                    await Task.Delay(Look, TimeProvider.System, ct);
                took[i].Add(Stopwatch.GetElapsedTime(gone.Since).TotalMilliseconds);
            }).ToList();
            await server.StartAgainAsync(ct);
            await Task.WhenAll(back);
        }

        foreach (var ((name, _), milliseconds) in outputs.Zip(took))
            yield return new LimitFigure($"{name}: back after a kill -9", Limit, Measure.Milliseconds, milliseconds);
    }

    private static HashSet<string> Parts(string tape) => [.. Directory.EnumerateFiles(tape, "*.flac")];

    private static async Task<bool> GivesSoundAsync(HttpClient http, Uri address, CancellationToken ct)
    {
        try
        {
            using var response = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, ct);
            if (!response.IsSuccessStatusCode)
                return false;
            await using var sound = await response.Content.ReadAsStreamAsync(ct);
            return await sound.ReadAsync(new byte[1], ct).AsTask().WaitAsync(Patience, ct) > 0;
        }
        catch (Exception e) when (IsAway(e, ct))
        {
            return false;
        }
    }

    private static async Task<bool> BeganSinceAsync(HttpClient http, Uri playlist, DateTimeOffset since, CancellationToken ct)
    {
        try
        {
            return (await http.GetStringAsync(playlist, ct)).Split('\n')
                .Where(line => line.StartsWith(Begins, StringComparison.Ordinal))
                .Any(line => DateTimeOffset.Parse(line.AsSpan(Begins.Length), CultureInfo.InvariantCulture) > since);
        }
        catch (Exception e) when (IsAway(e, ct))
        {
            return false;
        }
    }

    private static bool IsAway(Exception e, CancellationToken ct) =>
        e is HttpRequestException or IOException or TimeoutException || (e is OperationCanceledException && !ct.IsCancellationRequested);

    /// <summary>What there was when the server had been killed.</summary>
    private sealed record Gone(DateTimeOffset At, long Since, int Calls, IReadOnlySet<string> Parts);
}
