using System.Diagnostics;
using System.Globalization;
using System.Net;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Bench.Areas.RtcCalls;

/// <summary>SIPp in the part of many callers: each calls from ports of its own, says a tone without end and takes what comes.</summary>
internal sealed class SippCallers : IAsyncDisposable
{
    private const string Scenario = "calls-with-sound.xml";
    private const int SignallingPort = 14_000;
    private const int MediaPort = 36_000; // and those above, away from the server's own

    private readonly ChildProcess _process;
    private readonly string _folder;

    private SippCallers(ChildProcess process, string folder) => (_process, _folder) = (process, folder);

    /// <summary>True when it has ended, which it should not.</summary>
    public bool HasEnded => _process.Exit.IsCompleted;

    /// <summary>What it says when it ends.</summary>
    public string LastWords => _process.LastWords;

    /// <summary>The processor time that it has had, in seconds.</summary>
    public double ProcessorSeconds
    {
        get
        {
            using var process = Process.GetProcessById(_process.Id);
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    public static SippCallers Start(IPEndPoint target, int calls, int callsASecond, TimeSpan length)
    {
        var folder = Directory.CreateTempSubdirectory("sipp-").FullName;
        File.Copy(Path.Combine(AppContext.BaseDirectory, Scenario), Path.Combine(folder, Scenario));
        File.WriteAllBytes(Path.Combine(folder, "tone.ulaw"), MuLawTone.OneSecond());
        var command = new ChildCommand("sipp", [
            "-sf", Scenario, "-s", "talk", "-i", "127.0.0.1", "-p", Text(SignallingPort), "-mi", "127.0.0.1", "-mp", Text(MediaPort),
            "-r", Text(callsASecond), "-l", Text(calls), "-m", Text(calls), "-d", Text((int)length.TotalMilliseconds),
            "-nostdin", target.ToString()])
        {
            WorkingFolder = folder,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["TERM"] = "dumb" },
        };
        return new SippCallers(ChildProcess.Start(command), folder);
    }

    /// <summary>Callers who hang up as soon as they were answered, without any sound.</summary>
    public static SippCallers Dial(IPEndPoint target, int calls, int callsASecond) =>
        Call(target, calls, callsASecond, TimeSpan.Zero);

    /// <summary>Callers who stay for a while and send back what they hear.</summary>
    public static SippCallers Echo(IPEndPoint target, int calls, int callsASecond, TimeSpan length) =>
        Call(target, calls, callsASecond, length, "-rtp_echo");

    /// <summary>Waits until all calls are over: 0 when all went well.</summary>
    public Task<int> EndAsync(CancellationToken ct) => _process.Exit.WaitAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static SippCallers Call(IPEndPoint target, int calls, int callsASecond, TimeSpan length, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("sipp-").FullName;
        var command = new ChildCommand("sipp", [
            "-sn", "uac", "-s", "talk", "-i", "127.0.0.1", "-p", Text(SignallingPort), "-mi", "127.0.0.1", "-mp", Text(MediaPort),
            "-r", Text(callsASecond), "-l", Text(calls), "-m", Text(calls), "-d", Text((int)length.TotalMilliseconds),
            "-nostdin", .. more, target.ToString()])
        {
            WorkingFolder = folder,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["TERM"] = "dumb" },
        };
        return new SippCallers(ChildProcess.Start(command), folder);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
