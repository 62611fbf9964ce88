using System.Diagnostics;
using System.Globalization;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>The peer of another house: socket.io under Node.js, installed when it is first asked for, in a process of its own.</summary>
internal sealed class SocketIoRoom : IAsyncDisposable
{
    private const string Version = "4.8.4";
    private const int TokensPerLine = 500;

    /// <summary>JSON that is not the title of a message, so that both peers' messages are as long as ours.</summary>
    private const int Envelope = 30;

    private readonly Process _process;

    private SocketIoRoom(Process process) => _process = process;

    public int Port { get; private set; }

    /// <summary>Installs it if need be, and starts it.</summary>
    /// <param name="snapshot">Bytes of the room that each gets who comes in.</param>
    /// <param name="tokens">Who may come in.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<SocketIoRoom> StartAsync(int snapshot, IEnumerable<string> tokens, CancellationToken ct)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"talks-bench-socket.io-{Version}");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "socket.io")))
            await ChildProcess.RunAsync(new("npm", "install", "--prefix", folder, "--no-audit", "--no-fund", $"socket.io@{Version}"), ct);
        var script = Path.Combine(folder, "server.mjs");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "socket-io-server.mjs"), script, overwrite: true);

        var start = new ProcessStartInfo("node", [script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["NODE_ENV"] = "production";
        var room = new SocketIoRoom(Process.Start(start)!);
        room.Port = int.Parse(await room.ReadAsync(ct), CultureInfo.InvariantCulture);
        await room.AskAsync($"snapshot {snapshot}", ct);
        foreach (var some in tokens.Chunk(TokensPerLine))
            await room.AskAsync($"token {string.Join(',', some)}", ct);
        return room;
    }

    /// <returns>Its processor time until now, in microseconds.</returns>
    public Task<double> ClockAsync(CancellationToken ct) => AskAsync("clock", ct);

    /// <returns>Its processor time meanwhile, in microseconds.</returns>
    public Task<double> TellAsync(int rounds, TimeSpan every, int length, CancellationToken ct) =>
        AskAsync($"tell {rounds} {(int)every.TotalMilliseconds} {length - Envelope}", ct);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close(); // it ends with its input
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<double> AskAsync(string order, CancellationToken ct)
    {
        await _process.StandardInput.WriteLineAsync(order.AsMemory(), ct);
        await _process.StandardInput.FlushAsync(ct);
        return double.Parse(await ReadAsync(ct), CultureInfo.InvariantCulture);
    }

    private async Task<string> ReadAsync(CancellationToken ct) =>
        await _process.StandardOutput.ReadLineAsync(ct) ?? throw new InvalidOperationException("socket.io has ended.");
}
