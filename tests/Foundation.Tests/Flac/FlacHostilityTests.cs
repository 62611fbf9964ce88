using TalksPlatform.Foundation.Ffmpeg;
using TalksPlatform.Foundation.Flac;
using TalksPlatform.TestKit.Fuzzing;

namespace TalksPlatform.Foundation.Tests.Flac;

public sealed class FlacHostilityTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("talks-flac-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Hostile_bytes_are_refused_by_the_one_exception()
    {
        List<byte[]> samples = [.. new[] { "a tone", "noise", "silence" }.Select(name => Sounds.Written(Sounds.Of(name)[..5_000]))];
        var stereo = Path.Combine(_folder.FullName, "stereo.flac");
        await new FfmpegRunner(TimeProvider.System).RunAsync(
            new FfmpegCommand(
                [new("aevalsrc=0.4*sin(440*2*PI*t)+0.1*random(0)|0.4*sin(440*2*PI*t):s=8000:d=0.15") { Options = ["-f", "lavfi"] }],
                "-c:a", "flac", "-compression_level", "8", stereo),
            null, TestContext.Current.CancellationToken);
        var bytes = await File.ReadAllBytesAsync(stereo, TestContext.Current.CancellationToken);
        samples.Add(bytes);

        var report = Fuzzer.Run(new FuzzTarget("FLAC", samples, Takes, MaxLength: 16_384), inputs: 20_000, seed: 5);

        report.MostAllocated.ShouldBeLessThan(16 << 20);
    }

    /// <summary>Frames with right checksums around any bits at all reach what a damaged file never reaches.</summary>
    [Fact]
    public void Hostile_frames_with_right_checksums_are_refused_too()
    {
        var random = new Random(8);
        var head = Sounds.Written(Sounds.Of("a tone")[..10])[..FlacInfo.HeaderBytes];
        head.AsSpan(18 + 8).Clear(); // neither MD5 nor, below, a length
        head.AsSpan(21, 5).Clear();
        head[20] = 0xF0;
        for (var round = 0; round < 20_000; round++)
        {
            byte[] frame = [0xFF, 0xF8, 0x70, 0x08, 0x00, (byte)random.Next(8), (byte)random.Next(256), 0, .. new byte[random.Next(400)]];
            frame[7] = Crc8(frame.AsSpan(0, 7));
            random.NextBytes(frame.AsSpan(8));
            if (frame.Length > 8)
                frame[8] &= 0x7E;
            Takes([.. head, .. frame]);
        }
    }

    private static bool Takes(ReadOnlySpan<byte> input)
    {
        try
        {
            using var reader = new FlacReader(new MemoryStream(input.ToArray()));
            while (reader.Read())
            {
                // It has it.
            }
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static byte Crc8(ReadOnlySpan<byte> bytes)
    {
        var crc = 0;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var i = 0; i < 8; i++)
                crc = (crc & 0x80) != 0 ? ((crc << 1) ^ 7) & 0xFF : crc << 1;
        }
        return (byte)crc;
    }
}
