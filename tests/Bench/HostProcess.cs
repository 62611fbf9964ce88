using System.Diagnostics;

namespace TalksPlatform.Bench;

/// <summary>
/// This program once more, in a process of its own, so that its processor time and memory are those of a server and of nobody
/// else. It obeys lines on its standard input, and answers each with a line. One command at a time.
/// </summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Process _process;

    private HostProcess(Process process) => _process = process;

    /// <param name="verb">The argument by which the program knows what to be.</param>
    public static HostProcess Start(string verb)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_TieredCompilation"] = "0"; // else the compiler works beside what is measured for minutes
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(HostProcess).Assembly.Location);
        start.ArgumentList.Add(verb);
        return new HostProcess(Process.Start(start)!);
    }

    public async Task<string> AskAsync(string command, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await _process.StandardInput.WriteLineAsync(command.AsMemory(), ct);
            await _process.StandardInput.FlushAsync(ct);
            return await _process.StandardOutput.ReadLineAsync(ct)
                ?? throw new InvalidOperationException("The host's process has ended.");
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close(); // the host ends with its input
        await _process.WaitForExitAsync();
        _process.Dispose();
        _turn.Dispose();
    }
}
