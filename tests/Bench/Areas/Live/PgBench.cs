using System.Globalization;
using System.Text.RegularExpressions;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>The peer that PostgreSQL brings along: pgbench, with 16 clients that insert a row and commit, again and again.</summary>
internal static partial class PgBench
{
    private const string Script =
        """
        \set voter random(1, 1000000000)
        INSERT INTO bench_vote (voter, choice) VALUES (:voter, 1) ON CONFLICT DO NOTHING;
        """;

    /// <summary>Inserts for so many seconds.</summary>
    /// <returns>Rows a second.</returns>
    public static async Task<double> InsertAsync(string socket, int seconds, CancellationToken ct)
    {
        var bin = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
        string[] where = ["-h", socket, "-U", "talks"];
        await ChildProcess.RunAsync(
            new("psql", [.. where, "-q", "-d", "talks", "-c", "CREATE TABLE IF NOT EXISTS bench_vote (voter bigint PRIMARY KEY, choice smallint NOT NULL)"]), ct);
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Script, ct);
            var told = await ChildProcess.RunAsync(
                new($"{bin}/pgbench", [.. where, "-n", "-M", "prepared", "-c", "16", "-j", "2", "-T", seconds.ToString(CultureInfo.InvariantCulture), "-f", script, "talks"]), ct);
            return double.Parse(Rate.Match(told).Groups["rate"].Value, CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(script);
        }
    }

    [GeneratedRegex(@"tps = (?<rate>[\d.]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Rate { get; }
}
