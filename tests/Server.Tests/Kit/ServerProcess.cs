using System.Diagnostics;
using System.Text;
using TalksPlatform.Server.Hosting;
using TalksPlatform.TestKit;

namespace TalksPlatform.Server.Tests.Kit;

/// <summary>The program as somebody runs it: its own process, judged by what it prints, its exit code and what it leaves behind.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private ServerProcess(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(TalksServer).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Add(_errors, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    public static ServerProcess Start(params IEnumerable<string> arguments) => new(arguments, environment: null);

    public static ServerProcess StartWith(IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) => new(arguments, environment);

    /// <summary>Starts one on free ports over a private PostgreSQL, and waits until it is ready.</summary>
    public static async Task<ServerProcess> StartOnAsync(string data)
    {
        var server = Start("--data", data, "--port", "0", "--udp-port", "0", "--sip-port", "0");
        await Eventually.BecomesAsync(
            () => server._process.HasExited || server.Output.Contains("Data folder:", StringComparison.Ordinal),
            "the server has started", TimeSpan.FromSeconds(60));
        server._process.HasExited.ShouldBeFalse(server.Errors);
        return server;
    }

    /// <summary>The line that begins like this, without its beginning.</summary>
    public string Line(string beginning) => Output.Split('\n')
        .Single(line => line.StartsWith(beginning, StringComparison.Ordinal))[beginning.Length..].Trim();

    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Sends a signal by its name, e.g. INT or KILL.</summary>
    public Task SignalAsync(string signal) => SignalAsync(_process.Id, signal);

    /// <summary>Sends a signal to another process, such as the server's PostgreSQL.</summary>
    public static async Task SignalAsync(int process, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"kill -{signal} {process}"]))!;
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await SignalAsync("TERM");
            await ExitAsync();
        }

        _process.Dispose();
    }

    private static void Add(StringBuilder text, string? line)
    {
        lock (text)
            text.AppendLine(line);
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }
}
