using System.Diagnostics;
using System.Runtime.InteropServices;
using TalksPlatform.Foundation.Ffmpeg;
using TalksPlatform.Foundation.Flac;
using TalksPlatform.TestKit;

namespace TalksPlatform.Foundation.Tests.Flac;

public sealed class FlacTests(ITestOutputHelper output) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("talks-flac-");
    private readonly FfmpegRunner _ffmpeg = new(TimeProvider.System);

    public static TheoryData<string> Names => ["nothing", "one sample", "silence", "an offset", "a tone", "noise", "the loudest square", "clicks", "a ramp", "a voice"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_written_is_read_again(string name)
    {
        var sound = Sounds.Of(name);

        var flac = Sounds.Written(sound);

        using var reader = new FlacReader(new MemoryStream(flac));
        reader.Info.Samples.ShouldBe(sound.Length);
        (reader.Info.SampleRate, reader.Info.Channels, reader.Info.BitsPerSample).ShouldBe((Sounds.Rate, 1, 16));
        Sounds.Read(reader).AsSpan().SequenceEqual(sound).ShouldBeTrue();
        output.WriteLine($"{name}: {flac.Length} bytes of {sound.Length * 2}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ffmpeg_hears_each_sample_of_it(string name)
    {
        var sound = Sounds.Of(name);
        if (sound.Length == 0)
            return; // of which ffmpeg makes an error
        var (flac, pcm) = (PathOf("ours.flac"), PathOf("theirs.pcm"));
        await File.WriteAllBytesAsync(flac, Sounds.Written(sound), Ct);

        await _ffmpeg.RunAsync(new FfmpegCommand([new(flac)], "-f", "s16le", pcm), null, Ct);

        var heard = await File.ReadAllBytesAsync(pcm, Ct);
        heard.AsSpan().SequenceEqual(MemoryMarshal.AsBytes<short>(sound)).ShouldBeTrue();
        var probe = await MediaProbe.ReadAsync(flac, Ct);
        probe.Duration.TotalSeconds.ShouldBe(sound.Length / (double)Sounds.Rate, tolerance: 0.000_1);
    }

    [Theory]
    [InlineData("s16", 1, 44_100, "-compression_level", "12")]
    [InlineData("s16", 2, 48_000, "-compression_level", "8")]
    [InlineData("s32", 2, 96_000, "-compression_level", "5", "-bits_per_raw_sample", "24")]
    [InlineData("s16", 1, 8_000, "-compression_level", "0")]
    [InlineData("s16", 1, 11_025, "-lpc_type", "cholesky", "-lpc_passes", "3", "-max_prediction_order", "32", "-min_prediction_order", "30")]
    [InlineData("s16", 2, 48_000, "-ch_mode", "left_side")]
    [InlineData("s16", 2, 48_000, "-ch_mode", "right_side")]
    [InlineData("s16", 2, 48_000, "-ch_mode", "mid_side", "-lpc_coeff_precision", "15")]
    [InlineData("s16", 6, 48_000, "-frame_size", "777")]
    [InlineData("s16", 1, 48_000, "-lpc_type", "fixed", "-exact_rice_parameters", "1")]
    public async Task What_ffmpeg_wrote_is_read_sample_for_sample(string format, int channels, int rate, params string[] options)
    {
        var (flac, pcm) = (PathOf("theirs.flac"), PathOf("theirs.pcm"));
        var bits = format == "s32" ? 24 : 16;
        const string left = "0.4*sin(440*2*PI*t)+0.3*random(0)*gt(sin(9*t)\\,0)";
        var sources = string.Join('|', Enumerable.Range(0, channels).Select(i => i == 0 ? left : $"0.3*sin({300 + (100 * i)}*2*PI*t)+0.2*{left}"));
        await _ffmpeg.RunAsync(
            new FfmpegCommand(
                [new($"aevalsrc={sources}:s={rate}:d=1.3") { Protocols = "file", Options = ["-f", "lavfi"] }],
                ["-c:a", "flac", "-sample_fmt", format, .. options, flac]),
            null, Ct);
        await _ffmpeg.RunAsync(new FfmpegCommand([new(flac)], "-f", $"s{bits}le", "-c:a", $"pcm_s{bits}le", pcm), null, Ct);

        await using var file = File.OpenRead(flac);
        using var reader = new FlacReader(file);
        var heard = new MemoryStream();
        while (reader.Read())
            heard.Write(reader.Pcm);
        var told = await File.ReadAllBytesAsync(pcm, Ct);

        (reader.Info.SampleRate, reader.Info.Channels, reader.Info.BitsPerSample).ShouldBe((rate, channels, bits));
        heard.ToArray().AsSpan().SequenceEqual(told).ShouldBeTrue();
        reader.WholeBytes.ShouldBe(file.Length);
    }

    [Fact]
    public void A_file_that_was_cut_anywhere_is_heard_up_to_there_and_can_be_made_whole()
    {
        var sound = Sounds.Of("a tone");
        var flac = Sounds.Unfinished(sound);
        var random = new Random(6);
        for (var round = 0; round < 40; round++)
        {
            var path = PathOf($"cut-{round}.flac");
            File.WriteAllBytes(path, flac[..(round == 0 ? FlacInfo.HeaderBytes + 1 : random.Next(flac.Length))]);

            var samples = FlacRepair.Repair(path);

            (samples % FlacWriter.BlockLength).ShouldBe(0);
            if (samples == 0)
                continue;
            using var file = File.OpenRead(path);
            using var reader = new FlacReader(file);
            reader.Info.Samples.ShouldBe(samples);
            Sounds.Read(reader).AsSpan().SequenceEqual(sound.AsSpan(0, (int)samples)).ShouldBeTrue();
        }
    }

    [Fact]
    public void A_bit_that_fell_over_is_noticed()
    {
        var flac = Sounds.Written(Sounds.Of("a voice"));
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var damaged = flac.ToArray();
            damaged[random.Next(FlacInfo.HeaderBytes, flac.Length)] ^= (byte)(1 << random.Next(8));

            using var reader = new FlacReader(new MemoryStream(damaged));
            Should.Throw<InvalidDataException>(() => Sounds.Read(reader));
        }
    }

    [Fact]
    public void Samples_that_are_missing_at_a_boundary_of_frames_are_noticed()
    {
        var whole = Sounds.Written(Sounds.Of("a tone"));
        using var first = new FlacReader(new MemoryStream(whole));
        first.Read();

        using var reader = new FlacReader(new MemoryStream(whole[..(int)first.WholeBytes]));
        Should.Throw<InvalidDataException>(() => Sounds.Read(reader)).Message.ShouldContain("instead of");
    }

    [Fact]
    public void A_frame_is_written_and_read_without_allocating()
    {
        var sound = Sounds.Of("noise")[..(4 * FlacWriter.BlockLength)];
        var stream = new MemoryStream(new byte[1 << 20]);
        using var writer = new FlacWriter(stream, Sounds.Rate);
        writer.Append(sound);
        for (var i = 0; i < 10; i++)
            writer.Append(sound);
        Allocation.Of(() => writer.Append(sound)).ShouldBe(0);

        var length = (int)stream.Position;
        using var reader = new FlacReader(new MemoryStream(stream.ToArray(), 0, length));
        reader.Read();
        reader.Read();
        Allocation.Of(() => reader.Read().ShouldBeTrue()).ShouldBe(0);
    }

    [Fact]
    public void It_is_fast_enough_to_be_no_matter()
    {
        var voice = Sounds.Of("a voice");
        var watch = Stopwatch.StartNew();
        var flac = Sounds.Written(voice);
        var written = watch.Elapsed;
        watch.Restart();
        using var reader = new FlacReader(new MemoryStream(flac));
        Sounds.Read(reader).Length.ShouldBe(voice.Length);
        output.WriteLine($"{voice.Length / written.TotalSeconds / 1e6:f1} million samples/s written, {voice.Length / watch.Elapsed.TotalSeconds / 1e6:f1} read");
    }

    private string PathOf(string file) => Path.Combine(_folder.FullName, file);
}
