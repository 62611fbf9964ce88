using System.Diagnostics;

namespace TalksPlatform.Foundation.Processes;

/// <summary>
/// A program that we started and that does not outlive us: it is told to stop when our end of its standard input closes,
/// which the kernel does for us even after a kill -9. Disposing kills what is left of it, with all that it started.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan LastWordsPatience = TimeSpan.FromSeconds(1);
    private static int running;

    private readonly Process _process;
    private readonly ErrorTail _errors;
    private bool _disposed;

    private ChildProcess(Process process, ChildCommand command)
    {
        _process = process;
        _errors = new ErrorTail(command.OnErrorLine);
        Program = Path.GetFileName(command.Program);
        Exit = WaitForExitAsync(
            _errors.ReadAsync(process.StandardError),
            command.ReadsOutput ? Task.CompletedTask : process.StandardOutput.BaseStream.CopyToAsync(Stream.Null));
    }

    /// <summary>How many children live now.</summary>
    public static int Running => Volatile.Read(ref running);

    /// <summary>The program's name without its folder.</summary>
    public string Program { get; }

    /// <summary>The process id: the guard's, where the command has a <see cref="ChildCommand.StopSignal"/>.</summary>
    public int Id => _process.Id;

    /// <summary>The exit code, 128 + n after signal n, once the child has ended and its last words were read.</summary>
    public Task<int> Exit { get; }

    /// <summary>The child's standard input. Closing it ends the child.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>The child's standard output, if the command reads it.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>The last few kilobytes of standard error.</summary>
    public string LastWords => _errors.Text;

    /// <summary>Starts the program.</summary>
    /// <exception cref="ChildProcessException">There is no such program, or it may not be run.</exception>
    public static ChildProcess Start(ChildCommand command)
    {
        var start = new ProcessStartInfo
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = command.WorkingFolder ?? "",
        };
        IReadOnlyList<string> line = [command.Program, .. command.Arguments];
        if (command.StopSignal is { } signal)
            line = StopGuard.Around(line, signal);
        start.FileName = line[0];
        foreach (var argument in line.Skip(1))
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;

        var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            process.Dispose();
            throw new ChildProcessException($"{command.Program} could not be started: {failure.Message}", null, "", failure);
        }
        Interlocked.Increment(ref running);
        return new ChildProcess(process, command);
    }

    /// <summary>Runs a short program to its end and returns what it printed.</summary>
    /// <exception cref="ChildProcessException">It could not be started, or its exit code is not 0.</exception>
    public static async Task<string> RunAsync(ChildCommand command, CancellationToken ct)
    {
        await using var child = Start(command with { ReadsOutput = true });
        using var output = new StreamReader(child.Output);
        var text = await output.ReadToEndAsync(ct);
        await child.EnsureSucceededAsync(ct);
        return text;
    }

    /// <summary>Waits for the end, and complains unless the exit code is 0.</summary>
    /// <exception cref="ChildProcessException">It failed; the message has its last words.</exception>
    public async Task EnsureSucceededAsync(CancellationToken ct)
    {
        var code = await Exit.WaitAsync(ct);
        if (code != 0)
            throw new ChildProcessException($"{Program} ended with {code}: {LastWords.Trim()}", code, LastWords);
    }

    /// <summary>Tells the child to stop, waits, and kills it when its time is up. Returns the exit code.</summary>
    /// <param name="patience">How long it may take to end by itself.</param>
    public async Task<int> StopAsync(TimeSpan patience)
    {
        CloseInput();
        try
        {
            return await Exit.WaitAsync(patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            Kill();
            return await Exit;
        }
    }

    /// <summary>Ends the child and all that it started, at once.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended meanwhile: that is what we wanted.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        Kill();
        await Exit;
        CloseInput();
        _process.Dispose();
    }

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException)
        {
            // Closing flushes: a dead child's pipe is broken, and whoever fed the child may have closed it.
        }
    }

    private async Task<int> WaitForExitAsync(params Task[] pumps)
    {
        await _process.WaitForExitAsync();
        Interlocked.Decrement(ref running);
        try
        {
            // A grandchild may hold the pipes open for as long as it likes.
            await Task.WhenAll(pumps).WaitAsync(LastWordsPatience, TimeProvider.System);
        }
        catch (Exception gone) when (gone is TimeoutException or IOException or ObjectDisposedException)
        {
            // What was read until now is all there is.
        }
        return _process.ExitCode;
    }
}

/// <summary>A child process could not be started or failed.</summary>
/// <param name="message">With its last words.</param>
/// <param name="exitCode">Null when it never ran.</param>
/// <param name="lastWords">The end of its standard error.</param>
public sealed class ChildProcessException(string message, int? exitCode, string lastWords, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>Null when it never ran.</summary>
    public int? ExitCode { get; } = exitCode;

    /// <summary>The end of its standard error.</summary>
    public string LastWords { get; } = lastWords;
}
