using System.Diagnostics;
using System.Globalization;

namespace TalksPlatform.Bench.Areas.Live;

/// <summary>Our end of a <see cref="RoomHost"/>: a whole server in another process, under /var/tmp, where commits wait for a disk.</summary>
internal sealed class RoomProcess : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly string _folder;
    private readonly bool _forgets;
    private Process _process = null!;

    private RoomProcess(string folder, bool forgets) => (_folder, _forgets) = (folder, forgets);

    public int Port { get; private set; }

    /// <summary>Where its PostgreSQL is reached.</summary>
    public string PostgresSocket => Path.Combine(_folder, "postgres", "run");

    public static Task<RoomProcess> StartAsync(CancellationToken ct) => StartAsync("", ct);

    /// <summary>One more, whose talks live in its memory alone (<see cref="ForgetfulLog"/>).</summary>
    public static Task<RoomProcess> StartForgetfulAsync(CancellationToken ct) => StartAsync(RoomHost.Forgets, ct);

    /// <summary>Ends it and starts it anew on the same data, as cold as it can be.</summary>
    public async Task RestartAsync(CancellationToken ct)
    {
        await EndAsync();
        await BeginAsync(ct);
    }

    public async Task<string[]> OpenTalksAsync(int count, CancellationToken ct) => (await AskAsync($"talks {count}", ct)).Split(',');

    public async Task<string[]> IssueTokensAsync(int count, CancellationToken ct) => (await AskAsync($"tokens {count}", ct)).Split(',');

    /// <summary>Opens a new poll, and closes the one before.</summary>
    public Task<string> OpenPollAsync(string talk, CancellationToken ct) => AskAsync($"poll {talk}", ct);

    /// <summary>Takes a talk on air, with all that belongs to its programme.</summary>
    public Task<string> GoOnAirAsync(string talk, CancellationToken ct) => AskAsync($"air {talk}", ct);

    /// <returns>Of the programme's ticks since the last asking, the percentage that came a frame late or never.</returns>
    public Task<double> LateTicksAsync(CancellationToken ct) => NumberAsync("ticks", ct);

    /// <returns>Processor time of the server, in microseconds.</returns>
    public Task<double> TellAsync(string kind, int rounds, TimeSpan every, IEnumerable<string> talks, CancellationToken ct) =>
        NumberAsync($"tell {kind} {rounds} {(int)every.TotalMilliseconds} {string.Join(',', talks)}", ct);

    /// <returns>Processor time of the server until now, in microseconds.</returns>
    public Task<double> ClockAsync(CancellationToken ct) => NumberAsync("clock", ct);

    /// <returns>What it holds when nothing superfluous is held, in KiB.</returns>
    public Task<double> MemoryAsync(CancellationToken ct) => NumberAsync("memory", ct);

    /// <returns>Votes of a talk that are in the database.</returns>
    public Task<double> KeptAsync(string talk, CancellationToken ct) => NumberAsync($"kept {talk}", ct);

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Directory.Delete(_folder, recursive: true);
        _turn.Dispose();
    }

    private static async Task<RoomProcess> StartAsync(string kind, CancellationToken ct)
    {
        var folder = $"/var/tmp/talks-bench-{Environment.ProcessId}{kind}";
        Directory.CreateDirectory(folder);
        var room = new RoomProcess(folder, kind == RoomHost.Forgets);
        await room.BeginAsync(ct);
        return room;
    }

    private async Task BeginAsync(CancellationToken ct)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(RoomProcess).Assembly.Location);
        start.ArgumentList.Add(RoomHost.Verb);
        start.ArgumentList.Add(_folder);
        if (_forgets)
            start.ArgumentList.Add(RoomHost.Forgets);
        _process = Process.Start(start)!;
        Port = int.Parse(await ReadAsync(ct), CultureInfo.InvariantCulture);
    }

    private async Task EndAsync()
    {
        _process.StandardInput.Close(); // the host ends with its input
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<double> NumberAsync(string command, CancellationToken ct) =>
        double.Parse(await AskAsync(command, ct), CultureInfo.InvariantCulture);

    private async Task<string> AskAsync(string command, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await _process.StandardInput.WriteLineAsync(command.AsMemory(), ct);
            await _process.StandardInput.FlushAsync(ct);
            return await ReadAsync(ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<string> ReadAsync(CancellationToken ct) =>
        await _process.StandardOutput.ReadLineAsync(ct) ?? throw new InvalidOperationException("The server's process has ended.");
}
