using System.Diagnostics;
using System.Globalization;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>Our end of an <see cref="EndpointHost"/>. One command at a time.</summary>
internal sealed class EndpointProcess : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Process _process;

    private EndpointProcess(Process process) => _process = process;

    public static EndpointProcess Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_TieredCompilation"] = "0"; // else the compiler works beside what is measured for minutes
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(EndpointProcess).Assembly.Location);
        start.ArgumentList.Add(EndpointHost.Verb);
        return new EndpointProcess(Process.Start(start)!);
    }

    /// <summary>Accepts an offer to listen, or to be heard too.</summary>
    public async Task<string> AnswerAsync(string offer, bool isHeard, CancellationToken ct) =>
        EndpointHost.FromBase64(await AskAsync($"answer {(isHeard ? "both" : "listen")} {EndpointHost.ToBase64(offer)}", ct));

    /// <summary>Sends frames to all listeners.</summary>
    public async Task<FeedCost> FeedAsync(int frames, TimeSpan interval, CancellationToken ct) => FeedCost.Parse(await AskAsync(
        string.Create(CultureInfo.InvariantCulture, $"feed {frames} {interval.TotalMilliseconds:0}"), ct));

    /// <summary>Begins to measure how long a packet is under way.</summary>
    public Task ProbeAsync(CancellationToken ct) => AskAsync("probe", ct);

    /// <summary>Ends that.</summary>
    /// <returns>Median, 99th percentile and longest time in milliseconds.</returns>
    public async Task<double[]> ProbedAsync(CancellationToken ct) => Array.ConvertAll(
        (await AskAsync("probed", ct)).Split(' '), word => double.Parse(word, CultureInfo.InvariantCulture));

    public async Task<ProcessLoad> LoadAsync(CancellationToken ct) => ProcessLoad.Parse(await AskAsync("load", ct));

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close(); // the host ends with its input
        await _process.WaitForExitAsync();
        _process.Dispose();
        _turn.Dispose();
    }

    private async Task<string> AskAsync(string command, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await _process.StandardInput.WriteLineAsync(command.AsMemory(), ct);
            await _process.StandardInput.FlushAsync(ct);
            return await _process.StandardOutput.ReadLineAsync(ct)
                ?? throw new InvalidOperationException("The endpoint's process has ended.");
        }
        finally
        {
            _turn.Release();
        }
    }
}
