using TalksPlatform.Broadcast.Slides;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Slides;

/// <summary>How many slides come in at once, and what the workshop does when somebody else has the disk.</summary>
public sealed class SlideWorkshopTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    [Fact]
    public async Task As_many_pictures_as_a_set_has_pages_come_in_at_once_and_more_are_told_by_their_number()
    {
        await using var bench = await SlideBench.StartAsync(postgres.Options, works: false);

        (await bench.SendAsync(Pictures(SlideLimits.DeckPages))).State.ShouldBe(DeckState.Drawing);
        (await bench.FateAsync(Pictures(SlideLimits.DeckPages + 1))).ShouldBe("slides.too-many-pages");
        (await bench.FateAsync(Pictures(4 * SlideLimits.DeckPages))).ShouldBe("slides.too-many-pages");
        (await bench.FateAsync(("big.png", new byte[SlideLimits.UploadBytes + 1]))).ShouldBe("slides.too-long");
    }

    [Fact]
    public async Task Slides_that_another_server_holds_are_drawn_when_it_lets_go()
    {
        await using var bench = await SlideBench.StartAsync(postgres.Options, works: false);
        var deck = await bench.SendAsync(("page.pdf", PdfSketch.WithPages("One")));
        var claim = Path.Combine(bench.Store.OrderOf(bench.Talk.Id, deck.Id), "claim");
        await using (new FileStream(claim, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            await bench.WorkAsync();
            await bench.DrawnAsync((await bench.SendAsync(("later.pdf", PdfSketch.WithPages("Two")))).Id);
        }

        (await bench.DrawnAsync(deck.Id)).ShouldSatisfyAllConditions(drawn => drawn.Fault.ShouldBeNull(), drawn => drawn.State.ShouldBe(DeckState.Ready));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_read_holds_up_nobody_else_s_slides()
    {
        await using var bench = await SlideBench.StartAsync(postgres.Options, works: false);
        var unreadable = bench.Store.OrderOf(TalkId.From(Guid.CreateVersion7()), DeckId.New());
        var orders = Path.GetDirectoryName(unreadable)!;
        Directory.CreateDirectory(Path.GetDirectoryName(orders)!);
        File.CreateSymbolicLink(orders, orders);

        await bench.WorkAsync();

        (await bench.DrawnAsync((await bench.SendAsync(("page.pdf", PdfSketch.WithPages("One")))).Id)).State.ShouldBe(DeckState.Ready);
    }

    [Fact]
    public async Task Slides_that_are_taken_back_while_they_are_drawn_are_gone_without_a_word()
    {
        await using var bench = await SlideBench.StartAsync(postgres.Options);
        await bench.Store.Gate.WaitAsync();
        var deck = await bench.SendAsync(("page.pdf", PdfSketch.WithPages("One")));
        var order = bench.Store.OrderOf(bench.Talk.Id, deck.Id);
        await Eventually.BecomesAsync(() => Directory.GetFiles(order).Count(IsNamedByContent) == 2, "it is drawn but not shown to anybody", TimeSpan.FromMinutes(4));
        Directory.Delete(order, recursive: true);
        bench.Store.Gate.Release();

        var next = await bench.SendAsync(("next.pdf", PdfSketch.WithPages("Two")));
        (await bench.DrawnAsync(next.Id)).State.ShouldBe(DeckState.Ready);

        bench.Talk.State.Slides.Decks.ShouldHaveSingleItem().Id.ShouldBe(next.Id);
        bench.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_servers_sweep_one_disk()
    {
        var data = new DataFolder(Directory.CreateTempSubdirectory("talks-slides-").FullName);
        var talk = TalkId.Of(EpisodeId.New());
        for (var upload = 0; upload < 500; upload++)
            Directory.CreateDirectory(new SlideStore(data).UploadOf(talk, DeckId.New()));
        using var together = new Barrier(2);

        await Task.WhenAll(Sweep(), Sweep());

        Task Sweep() => Task.Run(() =>
        {
            together.SignalAndWait();
            new SlideStore(data).SweepUploads(TimeProvider.System.GetUtcNow().AddHours(1));
        });
    }

    private static bool IsNamedByContent(string path) => Path.GetFileName(path) is { Length: 69 } name && name.EndsWith(".webp", StringComparison.Ordinal);

    private static (string, byte[])[] Pictures(int count) => [.. Enumerable.Range(1, count).Select(number => ($"slide{number}.png", Picture))];
}
