using System.Globalization;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>Our end of a <see cref="MixHost"/>.</summary>
internal sealed class MixProcess : IAsyncDisposable
{
    private readonly HostProcess _host = HostProcess.Start(MixHost.Verb);

    /// <returns>The port of all contributors.</returns>
    public async Task<int> OpenAsync(int contributors, CancellationToken ct) => int.Parse(
        await _host.AskAsync(string.Create(CultureInfo.InvariantCulture, $"open {contributors}"), ct), CultureInfo.InvariantCulture);

    public async Task<MixLoad> LoadAsync(CancellationToken ct) => MixLoad.Parse(await _host.AskAsync("load", ct));

    public Task CloseAsync(CancellationToken ct) => _host.AskAsync("close", ct);

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
