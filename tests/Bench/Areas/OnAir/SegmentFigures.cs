using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Stage;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>How many segments the server itself hands out, beside nginx with the same file, asked by the same wrk.</summary>
internal sealed partial class SegmentFigures : IFigureSource
{
    private const int Rounds = 3;

    public string Name => "segments";

    public async IAsyncEnumerable<Figure> MeasureAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var server = await TalkServer.StartAsync(publicAddress: null, ct);
        var stream = Path.Combine(server.Data, "hls", TalkId.Of(EpisodeId.New()).ToString(), "64k");
        Directory.CreateDirectory(stream);
        await using var nginx = await Nginx.StartAsync(stream, ct);

        foreach (var (number, kilobytes, goal) in new[] { (0, 100, 0.6), (1, 16, 0.5), (2, 6, 0.5) })
        {
            await File.WriteAllBytesAsync(Path.Combine(stream, $"{number}.m4s"), RandomNumberGenerator.GetBytes(kilobytes * 1000), ct);
            var ours = new Uri(server.Address, $"hls/{Path.GetFileName(Path.GetDirectoryName(stream))}/64k/{number}.m4s");
            var theirs = new Uri(nginx.Address, $"{number}.m4s");
            await AskAsync(ours, ct); // the compiler comes first
            await AskAsync(theirs, ct);
            var rounds = new List<Round>();
            for (var round = 0; round < Rounds; round++)
                rounds.Add(new Round(await AskAsync(ours, ct), await AskAsync(theirs, ct)));
            yield return new PeerFigure($"segments of {kilobytes} KB", "nginx", goal, Measure.PerSecond, rounds);
        }
    }

    /// <returns>Answers a second.</returns>
    private static async Task<double> AskAsync(Uri address, CancellationToken ct)
    {
        var told = await ChildProcess.RunAsync(new ChildCommand("wrk", "-t", "1", "-c", "32", "-d", "3s", address.ToString()) { ReadsOutput = true }, ct);
        return Faults().IsMatch(told)
            ? throw new InvalidOperationException($"Not all were answered: {told}")
            : double.Parse(Rate().Match(told).Groups["rate"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[0-9.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rate();

    [GeneratedRegex("Non-2xx|Socket errors", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Faults();
}
