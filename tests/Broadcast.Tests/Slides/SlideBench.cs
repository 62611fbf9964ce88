using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Slides;
using TalksPlatform.Broadcast.Slides.Rendering;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Data;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Slides;

/// <summary>A server's workshop for slides with a folder of its own. Disposing it is the crash; the folder stays.</summary>
internal sealed class SlideBench : IAsyncDisposable
{
    /// <summary>Drawing comes after everything else that runs: on a busy machine it waits long for the processor.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Node _node;
    private readonly SlideWorkshop _workshop;

    private SlideBench(Node node, TalkSession talk, string folder, SandboxLimits? limits)
    {
        (_node, Talk, Folder) = (node, talk, folder);
        Store = new SlideStore(new DataFolder(folder));
        var painter = new SlidePainter(new Sandbox(TimeProvider.System) { Limits = limits ?? new() });
        _workshop = new SlideWorkshop(Store, painter, node.Talks, TimeProvider.System, new Notes(this));
        Door = new SlideDoor(Store, _workshop);
        Reader = new StageReader(node.Talks, Store);
    }

    public TalkSession Talk { get; }

    public string Folder { get; }

    public SlideStore Store { get; }

    public SlideDoor Door { get; }

    public StageReader Reader { get; }

    /// <summary>What the workshop complained of.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    public IEnumerable<string> FilesLeft => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) is not ("order.json" or "claim"));

    public static async Task<SlideBench> StartAsync(
        PostgresOptions postgres, string? folder = null, EpisodeId? episode = null, SandboxLimits? limits = null, bool works = true)
    {
        var node = await Node.StartAsync(postgres);
        var talk = await node.OpenAsync(episode: episode);
        var bench = new SlideBench(node, talk, folder ?? Directory.CreateTempSubdirectory("talks-slides-").FullName, limits);
        if (works)
            await bench.WorkAsync();
        return bench;
    }

    /// <summary>Begins to draw what lies there, and what comes.</summary>
    public Task WorkAsync() => _workshop.StartAsync(CancellationToken.None);

    /// <summary>Sends files as a form does.</summary>
    public async Task<DeckView> SendAsync(params (string Name, byte[] Content)[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
            form.Add(new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "file", name);
        var request = new DefaultHttpContext().Request;
        request.ContentType = form.Headers.ContentType!.ToString();
        request.ContentLength = form.Headers.ContentLength;
        request.Body = await form.ReadAsStreamAsync();
        return await Door.TakeAsync(Talk, request, CancellationToken.None);
    }

    /// <summary>The deck once it is drawn, or could not be.</summary>
    public async Task<DeckView> DrawnAsync(DeckId deck)
    {
        DeckView? found = null;
        await Eventually.BecomesAsync(
            async () => (found = (await Reader.PreparedAsync(Talk.Id, CancellationToken.None))!.Decks.FirstOrDefault(known => known.Id == deck)) is { State: not DeckState.Drawing },
            "the slides are drawn or refused",
            Patience);
        return found!;
    }

    /// <summary>Why these files are refused, at the door or by the workshop.</summary>
    public async Task<string?> FateAsync(params (string Name, byte[] Content)[] files)
    {
        try
        {
            return (await DrawnAsync((await SendAsync(files)).Id)).Fault;
        }
        catch (Foundation.Faults.FaultException refused)
        {
            return refused.Code;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _workshop.StopAsync(CancellationToken.None);
        await _node.DisposeAsync();
    }

    private sealed class Notes(SlideBench bench) : ILogger<SlideWorkshop>
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                bench.Errors.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }
}
