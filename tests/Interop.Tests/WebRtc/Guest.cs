using System.Text.Json;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Interop.Tests.WebRtc;

/// <summary>A stranger's WebRTC in a process of its own, with a server of ours to call. One serves all tests of a class.</summary>
public abstract class Guest : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("guest-").FullName;
    private ChildProcess _process = null!;

    /// <summary>Whom it calls.</summary>
    public WhipHost Host { get; private set; } = null!;

    /// <summary>What it says: the frequency, and the level in dB of the sine's peak.</summary>
    public virtual (double Hertz, double Level) Tone => (440, -12);

    /// <summary>Its name in the matrix.</summary>
    protected abstract string Name { get; }

    /// <summary>What it calls, and where it may keep files.</summary>
    protected abstract ChildCommand Command(Uri host, string folder);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Host = await WhipHost.StartAsync();
        _process = ChildProcess.Start(Command(Host.Address, _folder));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40)); // a browser's first start on a busy machine
        var greeting = await AskAsync("hello", null, patience.Token);
        PeerVersions.Report(Name, greeting.GetProperty("version").GetString()!);
    }

    /// <summary>It calls us.</summary>
    public virtual Task<GuestCall> CallAsync(GuestCallOptions options, CancellationToken ct) => GuestCall.OpenAsync(this, options, ct);

    /// <summary>Asks it to do something.</summary>
    /// <exception cref="InvalidOperationException">Its process has ended.</exception>
    internal async Task<JsonElement> AskAsync(string what, object? how, CancellationToken ct)
    {
        var answer = Host.Guests.AskAsync(what, how, ct);
        if (await Task.WhenAny(answer, _process.Exit) != answer)
            throw new InvalidOperationException($"{Name} ended: {_process.LastWords}");
        return await answer;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_process is not null)
            await _process.DisposeAsync();
        if (Host is not null)
            await Host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
