using TalksPlatform.Broadcast.Reading;
using TalksPlatform.Broadcast.Slides;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Slides;

public sealed class DrawingTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>
{
    [Fact]
    public async Task A_PDF_becomes_small_pictures_of_two_widths_with_the_words_of_each_page()
    {
        await using var bench = await SlideBench.StartAsync(postgres.Options);

        var deck = await bench.SendAsync(("Three papers.pdf", PdfSketch.WithPages("Step 2 of 4", "Three papers, one visit")));
        var drawn = await bench.DrawnAsync(deck.Id);

        drawn.ShouldSatisfyAllConditions(
            it => it.Fault.ShouldBeNull(), it => it.Name.ShouldBe("Three papers"), it => it.State.ShouldBe(DeckState.Ready), it => it.Pages.ShouldBe(2));
        var slides = RoomViews.Room(bench.Talk.State, Viewer.Studio, 0).Plan!.Slides;
        slides.Select(slide => slide.Text).ShouldBe(["Step 2 of 4", "Three papers, one visit"]);
        foreach (var picture in slides.SelectMany(slide => (PictureView[])[slide.Small, slide.Large]))
            await ShouldBeAsToldAsync(bench, picture);
        slides[0].Small.ShouldSatisfyAllConditions(small => small.Width.ShouldBe(480), small => small.Height.ShouldBe(270));
        slides[0].Large.ShouldSatisfyAllConditions(large => large.Width.ShouldBe(960), large => large.Height.ShouldBe(540));
        bench.FilesLeft.Count().ShouldBe(4); // the PDF itself is gone
    }

    [Fact]
    public async Task A_picture_that_does_not_fit_into_the_bytes_that_are_promised_loses_quality_until_it_does()
    {
        await using var bench = await SlideBench.StartAsync(postgres.Options);

        var deck = await bench.SendAsync(("noise.jpg", await PictureAsync("testsrc2=s=1280x720,noise=alls=40", "mjpeg", "jpg")));
        (await bench.DrawnAsync(deck.Id)).Fault.ShouldBeNull();

        var slide = bench.Talk.State.Slides.All.Single().Slide;
        slide.Large.Bytes.ShouldBeInRange(SlideLimits.PictureBytes / 4, SlideLimits.PictureBytes);
        slide.Small.Bytes.ShouldBeInRange(SlideLimits.PictureBytes / 4, SlideLimits.PictureBytes);
    }

    [Fact]
    public async Task Pictures_come_in_the_order_of_their_numbers_and_transparent_ones_stand_on_white()
    {
        await using var bench = await SlideBench.StartAsync(postgres.Options);
        var red = await PictureAsync("color=red:s=320x180", "png", "png");
        var clear = await PictureAsync("color=black@0:s=320x180,format=rgba", "png", "png");

        var deck = await bench.SendAsync(("slide10.png", clear), ("slide9.png", red));
        (await bench.DrawnAsync(deck.Id)).Fault.ShouldBeNull();

        var slides = bench.Talk.State.Slides.All.Select(shelved => shelved.Slide.Large).ToList();
        (await ColourAsync(bench, slides[0])).ShouldSatisfyAllConditions(first => first[0].ShouldBeGreaterThan((byte)200), first => first[1].ShouldBeLessThan((byte)60));
        (await ColourAsync(bench, slides[1])).ShouldAllBe(part => part > 250);
        slides[0].Width.ShouldBe(320); // nothing is blown up
    }

    [Fact]
    public async Task Lao_Thai_and_Khmer_letters_of_fonts_that_are_not_in_the_file_are_letters_and_no_boxes()
    {
        await using var bench = await SlideBench.StartAsync(postgres.Options);
        foreach (var (font, letters) in (IEnumerable<(string, string)>)[("NotoSansLao", "ສບ"), ("NotoSansThai", "สบ"), ("NotoSansKhmer", "កខ")])
        {
            var pdf = PdfSketch.WithLetters(font, letters);
            var boxes = await WithoutFontsAsync(pdf);
            boxes[0].ShouldBe(boxes[1]); // this is what a missing font looks like: any letter like any other
        }

        var deck = await bench.SendAsync(("lao.pdf", PdfSketch.WithLetters("NotoSansLao", "ສບ")));
        var thai = await bench.SendAsync(("thai.pdf", PdfSketch.WithLetters("NotoSansThai", "สบ")));
        var khmer = await bench.SendAsync(("khmer.pdf", PdfSketch.WithLetters("NotoSansKhmer", "កខ")));
        foreach (var sent in (DeckId[])[deck.Id, thai.Id, khmer.Id])
            (await bench.DrawnAsync(sent)).Fault.ShouldBeNull();

        var slides = bench.Talk.State.Slides.All.Select(shelved => shelved.Slide).ToList();
        slides.Select(slide => slide.Large.File).Distinct(StringComparer.Ordinal).Count().ShouldBe(6);
        slides.Select(slide => slide.Text).ShouldBe(["ສ", "ບ", "ส", "บ", "ក", "ខ"]);
    }

    [Fact]
    public async Task What_was_sent_before_a_crash_is_drawn_after_it_and_what_never_ends_is_given_up()
    {
        var episode = EpisodeId.New();
        DeckView deck;
        string folder;
        await using (var before = await SlideBench.StartAsync(postgres.Options, episode: episode, works: false))
        {
            deck = await before.SendAsync(("slides.pdf", PdfSketch.WithPages("One")));
            folder = before.Folder;
        }

        await using (var after = await SlideBench.StartAsync(postgres.Options, folder, episode))
            (await after.DrawnAsync(deck.Id)).State.ShouldBe(DeckState.Ready);

        await using (var before = await SlideBench.StartAsync(postgres.Options, folder, episode, works: false))
        {
            deck = await before.SendAsync(("deadly.pdf", PdfSketch.WithPages("Two")));
            var order = before.Store.OrderOf(before.Talk.Id, deck.Id);
            (SlideOrder.Read(order)! with { Attempts = 3 }).Write(order); // three processes died over it
        }
        await using (var after = await SlideBench.StartAsync(postgres.Options, folder, episode))
            (await after.DrawnAsync(deck.Id)).Fault.ShouldBe("slides.stuck");
    }

    [Fact]
    public async Task Slides_are_prepared_before_the_doors_open()
    {
        await using var node = await Node.StartAsync(postgres.Options);
        var episode = EpisodeId.New();
        var talk = await node.Talks.AnnounceAsync(Episodes.Scheduled(episode, TimeProvider.System.GetUtcNow().AddDays(3)), CancellationToken.None);
        var slides = SlideStories.Make(2);

        await talk.AskAsync(new AddSlides(DeckId.New(), "Slides", slides), People.Host);
        talk.State.Slides.Count.ShouldBe(2);
    }

    internal static async Task<byte[]> PictureAsync(string source, string codec, string ending)
    {
        var path = Path.Combine(Path.GetTempPath(), $"talks-{Guid.CreateVersion7():N}.{ending}");
        await ChildProcess.RunAsync(
            new ChildCommand("ffmpeg", "-hide_banner", "-loglevel", "error", "-f", "lavfi", "-i", source, "-frames:v", "1", "-c:v", codec, path), CancellationToken.None);
        var picture = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        return picture;
    }

    private static async Task ShouldBeAsToldAsync(SlideBench bench, PictureView picture)
    {
        var path = bench.Store.PathOf(bench.Talk.Id, picture.Url.Split('/')[^1]);
        new FileInfo(path).Length.ShouldBe(picture.Bytes);
        picture.Bytes.ShouldBeLessThanOrEqualTo(SlideLimits.PictureBytes);
        var size = await ChildProcess.RunAsync(
            new ChildCommand("ffprobe", "-v", "error", "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0", path), CancellationToken.None);
        size.Trim().ShouldBe($"webp,{picture.Width},{picture.Height}");
    }

    /// <summary>Red, green and blue of the middle.</summary>
    private static async Task<byte[]> ColourAsync(SlideBench bench, SlidePicture picture)
    {
        await using var child = ChildProcess.Start(new ChildCommand(
            "ffmpeg", "-v", "error", "-i", bench.Store.PathOf(bench.Talk.Id, picture.File), "-vf", "format=rgb24,crop=1:1", "-f", "rawvideo", "pipe:1")
        { ReadsOutput = true });
        var colour = new byte[3];
        await child.Output.ReadExactlyAsync(colour);
        return colour;
    }

    /// <summary>Both pages as poppler draws them where there is no font for them.</summary>
    private static async Task<byte[][]> WithoutFontsAsync(byte[] pdf)
    {
        var folder = Directory.CreateTempSubdirectory("talks-nofonts-").FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "in.pdf"), pdf);
        await File.WriteAllTextAsync(Path.Combine(folder, "fonts.conf"),
            $"<?xml version=\"1.0\"?><fontconfig><dir>/usr/share/fonts/truetype/liberation</dir><cachedir>{folder}</cachedir></fontconfig>");
        await ChildProcess.RunAsync(
            new ChildCommand("pdftoppm", "-scale-to", "640", "in.pdf", "page")
            {
                WorkingFolder = folder,
                Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["FONTCONFIG_FILE"] = Path.Combine(folder, "fonts.conf") },
            },
            CancellationToken.None);
        var pages = Directory.GetFiles(folder, "page-*.ppm").Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToArray();
        Directory.Delete(folder, recursive: true);
        return pages;
    }
}
