using System.Globalization;

namespace TalksPlatform.Bench.Areas.Rtc;

/// <summary>Our end of an <see cref="EndpointHost"/>.</summary>
internal sealed class EndpointProcess : IAsyncDisposable
{
    private readonly HostProcess _host = HostProcess.Start(EndpointHost.Verb);

    /// <summary>Accepts an offer to listen, or to be heard too.</summary>
    public async Task<string> AnswerAsync(string offer, bool isHeard, CancellationToken ct) =>
        EndpointHost.FromBase64(await _host.AskAsync($"answer {(isHeard ? "both" : "listen")} {EndpointHost.ToBase64(offer)}", ct));

    /// <summary>Sends frames to all listeners.</summary>
    public async Task<FeedCost> FeedAsync(int frames, TimeSpan interval, CancellationToken ct) => FeedCost.Parse(await _host.AskAsync(
        string.Create(CultureInfo.InvariantCulture, $"feed {frames} {interval.TotalMilliseconds:0}"), ct));

    /// <summary>Begins to measure how long a packet is under way.</summary>
    public Task ProbeAsync(CancellationToken ct) => _host.AskAsync("probe", ct);

    /// <summary>Ends that.</summary>
    /// <returns>Median, 99th percentile and longest time in milliseconds.</returns>
    public async Task<double[]> ProbedAsync(CancellationToken ct) => Array.ConvertAll(
        (await _host.AskAsync("probed", ct)).Split(' '), word => double.Parse(word, CultureInfo.InvariantCulture));

    public async Task<ProcessLoad> LoadAsync(CancellationToken ct) => ProcessLoad.Parse(await _host.AskAsync("load", ct));

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
