using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Slides.Rendering;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Slides;

/// <summary>
/// Draws what was ordered, one order at a time and after the sound. At start it goes on with what an earlier process left;
/// an order that was begun three times and never ended is given up, visibly.
/// </summary>
internal sealed class SlideWorkshop(
    SlideStore store, SlidePainter painter, TalkDirectory talks, TimeProvider time, ILogger<SlideWorkshop> logger) : BackgroundService
{
    private const int MostAttempts = 3;
    private const string Claim = "claim";
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StaleUpload = TimeSpan.FromHours(1);

    private readonly Channel<string> _waiting = Channel.CreateUnbounded<string>();

    /// <summary>Takes an order whose files were uploaded. It is there whole or not at all.</summary>
    public void Take(SlideOrder order)
    {
        var (upload, folder) = (store.UploadOf(order.Talk, order.Deck), store.OrderOf(order.Talk, order.Deck));
        order.Write(upload);
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        Directory.Move(upload, folder);
        _waiting.Writer.TryWrite(folder);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // the server's start does not wait
        _ = TakeWhatWasLeftAsync(stoppingToken);
        await foreach (var folder in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await WorkAsync(folder, stoppingToken);
            }
            catch (IOException) when (!Directory.Exists(folder))
            {
                // taken back while it was drawn
            }
            catch (Exception defect) when (defect is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                logger.LogError(defect, "Slides could not be drawn; it is tried again");
                _ = ComeBackAsync(folder, stoppingToken);
            }
        }
    }

    /// <summary>As soon as the disk lets it; what comes in meanwhile does not wait for it.</summary>
    private async Task TakeWhatWasLeftAsync(CancellationToken ct)
    {
        var outage = new Outage(logger, "The reading of slides that were left to be drawn");
        while (!ct.IsCancellationRequested)
        {
            try
            {
                store.SweepUploads(untouchedSince: time.GetUtcNow() - StaleUpload);
                foreach (var folder in store.AllOrders())
                    _waiting.Writer.TryWrite(folder);
                outage.Ended();
                return;
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                outage.Began(refused);
            }
            await Task.Delay(Retry, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WorkAsync(string folder, CancellationToken ct)
    {
        // An order may be told twice at start, and may have been taken back meanwhile.
        if (SlideOrder.Read(folder) is not { Fault: null })
            return;
        if (TryClaim(folder) is not { } claim)
        {
            _ = ComeBackAsync(folder, ct); // whoever holds it may die, and a full disk gets room
            return;
        }
        await using (claim)
        {
            if (SlideOrder.Read(folder) is not { Fault: null } order)
                return;
            order = order with { Attempts = order.Attempts + 1, Done = 0 };
            if (order.Attempts > MostAttempts)
            {
                Give(folder, order, SlideFaults.Stuck);
                return;
            }
            order.Write(folder);
            if (!await TryDrawAsync(folder, order, ct))
                return;
        }
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>False when it is not done: it is tried again, or somebody will see why.</summary>
    private async Task<bool> TryDrawAsync(string folder, SlideOrder order, CancellationToken ct)
    {
        try
        {
            var talk = await talks.FindAsync(order.Talk, ct);
            var slides = await painter.PaintAsync(folder, order.Sources, Tell, ct);
            await AddAsync(talk, folder, order, slides, ct);
            return true;
        }
        catch (OperationCanceledException)
        {
            (order with { Attempts = order.Attempts - 1 }).Write(folder); // the server stops: not the slides' fault
            throw;
        }
        catch (FaultException outage) when (outage.Fault == TalkFaults.Unavailable || outage.Fault == TalkFaults.Busy)
        {
            (order with { Attempts = order.Attempts - 1 }).Write(folder);
            _ = ComeBackAsync(folder, ct);
            return false;
        }
        catch (FaultException refused)
        {
            Give(folder, order, refused.Fault);
            return false;
        }

        void Tell(int done, int pages) => (order with { Done = done, Pages = pages }).Write(folder);
    }

    private async Task AddAsync(TalkSession talk, string folder, SlideOrder order, IReadOnlyList<Slide> slides, CancellationToken ct)
    {
        await store.Gate.WaitAsync(ct);
        try
        {
            if (!Directory.Exists(folder))
                return; // taken back while it was drawn
            store.Publish(order.Talk, folder, slides);
            await talk.AskAsync(new AddSlides(order.Deck, order.Name, slides), Actor.Platform, CommandId.New(), ct);
        }
        catch (FaultException refused) when (refused.Fault.Kind != FaultKind.Unavailable)
        {
            store.Delete(order.Talk, slides, talk.State.Slides);
            throw;
        }
        finally
        {
            store.Gate.Release();
        }
    }

    private async Task ComeBackAsync(string folder, CancellationToken ct)
    {
        await Task.Delay(Retry, time, ct);
        _waiting.Writer.TryWrite(folder);
    }

    /// <summary>Leaves nothing of it but the reason.</summary>
    private void Give(string folder, SlideOrder order, Fault fault)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(file => file.Name is not (SlideOrder.FileName or Claim)))
            file.Delete();
        (order with { Fault = fault.Code, Reason = fault.Text }).Write(folder);
        logger.LogInformation("Slides for talk {Talk} are refused: {Reason}", order.Talk, fault.Code);
    }

    /// <summary>Two servers may share one disk: one of them draws. Null when it is another, or the disk takes nothing.</summary>
    private static FileStream? TryClaim(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, Claim), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
