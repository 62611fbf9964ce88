using System.IO.Compression;
using System.Text;
using TalksPlatform.Broadcast.Slides;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Tests.Slides;

/// <summary>Files that were made to hurt: one clear reason each, and nothing is left of them.</summary>
public sealed class HostileSlideTests(BroadcastDatabase postgres) : IClassFixture<BroadcastDatabase>
{
    public static TheoryData<string, string> Files => new()
    {
        { "ten thousand pages", "slides.too-many-pages" },
        { "locked", "slides.encrypted" },
        { "cut in half", "slides.unreadable" },
        { "a PDF in name alone", "slides.type" },
        { "a page of the web", "slides.type" },
        { "a zip before a PDF", "slides.type" },
        { "a PNG of a billion pixels", "slides.too-many-pixels" },
        { "a PNG that says it is a JPEG", "slides.unreadable" },
        { "nothing", "slides.missing" },
        { "two PDFs", "slides.mixed" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Each_is_refused_for_its_own_reason_and_nothing_is_left_behind(string what, string reason)
    {
        await using var bench = await SlideBench.StartAsync(postgres.Options);

        (await bench.FateAsync(await MakeAsync(what))).ShouldBe(reason);

        bench.FilesLeft.ShouldBeEmpty();
        bench.Talk.State.Slides.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Drawing_has_an_end_in_time_and_in_memory()
    {
        await using var bench = await SlideBench.StartAsync(
            postgres.Options, limits: new SandboxLimits { Time = TimeSpan.FromSeconds(1), Memory = 1L << 30, FileBytes = 32L << 20 });
        (await bench.FateAsync(("slow.pdf", PdfSketch.Slow(20_000)))).ShouldBe("slides.too-heavy");
        bench.FilesLeft.ShouldBeEmpty();

        await using var small = await SlideBench.StartAsync(postgres.Options, limits: new SandboxLimits { Memory = 24L << 20 });
        (await small.FateAsync(("slides.pdf", PdfSketch.WithPages("One")))).ShouldNotBeNull();
        small.FilesLeft.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_draws_sees_neither_the_network_nor_our_folders_nor_our_secrets()
    {
        Assert.SkipUnless(await Sandbox.IsIsolatedAsync(), "this machine allows no namespaces: only the limits hold");
        var folder = Directory.CreateTempSubdirectory("talks-sandbox-").FullName;
        var sandbox = new Sandbox(TimeProvider.System);

        var seen = await sandbox.RunAsync(folder, "sh", ["-c", "ls / /var /tmp; cat /proc/net/dev; env; id -u; pwd"], CancellationToken.None);

        seen.ShouldNotContain(folder);
        seen.ShouldNotContain("eth0");
        seen.ShouldNotContain("root");
        seen.ShouldNotContain("TALKS_");
        seen.ShouldContain("\n65534\n");
        (await Should.ThrowAsync<SandboxException>(() => sandbox.RunAsync(folder, "sh", ["-c", "echo x > /usr/bin/x"], CancellationToken.None))).End.ShouldBe(SandboxEnd.Failed);
        (await Should.ThrowAsync<SandboxException>(
            () => sandbox.RunAsync(folder, "sh", ["-c", "exec head -c 100000000 /dev/zero > big"], CancellationToken.None))).ShouldNotBeNull();
        new FileInfo(Path.Combine(folder, "big")).Length.ShouldBeLessThanOrEqualTo(sandbox.Limits.FileBytes);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(string Name, byte[] Content)[]> MakeAsync(string what) => what switch
    {
        "ten thousand pages" => [("many.pdf", PdfSketch.WithEmptyPages(10_000))],
        "locked" => [("locked.pdf", PdfSketch.Locked())],
        "cut in half" => [("half.pdf", Half(PdfSketch.WithPages("One", "Two")))],
        "a PDF in name alone" => [("slides.pdf", Encoding.UTF8.GetBytes("MZ this is a program"))],
        "a page of the web" => [("slides.pdf", Encoding.UTF8.GetBytes("<html><script>alert(1)</script></html>"))],
        "a zip before a PDF" => [("both.pdf", [.. Zip(), .. PdfSketch.WithPages("One")])],
        "a PNG of a billion pixels" => [("big.png", BigPng())],
        "a PNG that says it is a JPEG" => [("wrong.jpg", [0xFF, 0xD8, 0xFF, 0xE0, .. (await DrawingTests.PictureAsync("color=red:s=32x32", "png", "png"))[8..]])],
        "nothing" => [("empty.pdf", [])],
        "two PDFs" => [("a.pdf", PdfSketch.WithPages("One")), ("b.pdf", PdfSketch.WithPages("Two"))],
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    private static byte[] Half(byte[] whole) => whole[..(whole.Length / 3)];

    private static byte[] Zip()
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            archive.CreateEntry("bomb");
        return zip.ToArray();
    }

    /// <summary>33 bytes that promise 40,000 by 40,000 pixels.</summary>
    private static byte[] BigPng() =>
    [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
        0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0x9C, 0x40, 0, 0, 0x9C, 0x40, 8, 2, 0, 0, 0, .. Crc([.. "IHDR"u8, 0, 0, 0x9C, 0x40, 0, 0, 0x9C, 0x40, 8, 2, 0, 0, 0]),
        0, 0, 0, 10, .. "IDAT"u8, 0x78, 0x9C, 0x63, 0, 0, 0, 2, 0, 1, 0xE5, .. Crc([.. "IDAT"u8, 0x78, 0x9C, 0x63, 0, 0, 0, 2, 0, 1, 0xE5]),
        0, 0, 0, 0, .. "IEND"u8, .. Crc([.. "IEND"u8]),
    ];

    private static byte[] Crc(ReadOnlySpan<byte> chunk)
    {
        var crc = uint.MaxValue;
        foreach (var part in chunk)
        {
            crc ^= part;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0xEDB88320);
        }
        crc = ~crc;
        return [(byte)(crc >> 24), (byte)(crc >> 16), (byte)(crc >> 8), (byte)crc];
    }
}
