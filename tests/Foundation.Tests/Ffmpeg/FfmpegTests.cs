using TalksPlatform.Foundation.Faults;
using TalksPlatform.Foundation.Ffmpeg;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit;

namespace TalksPlatform.Foundation.Tests.Ffmpeg;

public sealed class FfmpegTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("talks-ffmpeg-");
    private readonly FfmpegRunner _ffmpeg = new(TimeProvider.System);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_was_made_is_what_the_probe_finds()
    {
        var path = await ToneAsync("tone.mp3", volume: 0.5, "-metadata", "title=Silk for shops", "-b:a", "96k", "-ac", "1");

        var probe = await MediaProbe.ReadAsync(path, Ct);

        probe.Container.ShouldBe("mp3");
        probe.Audio!.Codec.ShouldBe("mp3");
        probe.Audio.Channels.ShouldBe(1);
        probe.Audio.Bitrate.ShouldBe(96_000);
        probe.Duration.TotalSeconds.ShouldBe(3, tolerance: 0.1);
        probe.Tags["title"].ShouldBe("Silk for shops");
    }

    [Fact]
    public async Task A_probe_that_hangs_is_given_up_and_its_process_ended()
    {
        var time = new ManualTime();
        var path = Path.Combine(_folder.FullName, "nobody-writes.wav");
        await ChildProcess.RunAsync(new("mkfifo", [path]), Ct);

        var probing = MediaProbe.ReadAsync(path, time, Ct);
        await Eventually.BecomesAsync(() => Probes(path).Any(), "the probe waits for what nobody writes");
        time.Advance(TimeSpan.FromMinutes(1));

        (await Should.ThrowAsync<FaultException>(() => probing)).Code.ShouldBe("media.unreadable");
        Probes(path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sine_has_the_loudness_that_the_standard_says()
    {
        // EBU Tech 3341: a 1 kHz sine at -20 dBFS in both channels reads -20 LUFS; in one channel 3 dB less.
        var path = await ToneAsync("sine.wav", volume: 0.1, "-ac", "1");

        var loudness = await Loudness.MeasureAsync(_ffmpeg, path, Ct);

        loudness.Integrated.ShouldBe(-23, tolerance: 0.2);
        loudness.TruePeak.ShouldBe(-20, tolerance: 0.2);
    }

    [Fact]
    public async Task Progress_ends_at_the_whole()
    {
        var source = await ToneAsync("tone.wav", volume: 0.5);
        var told = new Told();

        await _ffmpeg.RunAsync(
            new([new(source)], "-c:a", "libopus", Path.Combine(_folder.FullName, "tone.opus")) { Length = TimeSpan.FromSeconds(3) }, told, Ct);

        told.Last.ShouldBe(1, tolerance: 0.02);
    }

    [Fact]
    public async Task A_file_that_is_no_sound_is_a_fault_that_names_it()
    {
        var path = Path.Combine(_folder.FullName, "notes.mp3");
        await File.WriteAllTextAsync(path, "not sound", Ct);

        (await Should.ThrowAsync<FaultException>(() => MediaProbe.ReadAsync(path, Ct))).Message.ShouldContain("notes.mp3");
        (await Should.ThrowAsync<FaultException>(() => Loudness.MeasureAsync(_ffmpeg, path, Ct))).Code.ShouldBe("media.ffmpeg-failed");
    }

    [Fact]
    public async Task A_playlist_cannot_make_the_server_fetch_from_the_network()
    {
        var path = Path.Combine(_folder.FullName, "list.m3u8");
        await File.WriteAllTextAsync(path, "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nhttp://127.0.0.1:1/x.ts\n#EXT-X-ENDLIST\n", Ct);

        var refusal = await Should.ThrowAsync<FaultException>(
            () => _ffmpeg.RunAsync(new([new(path)], "-f", "null", "-") { LogLevel = "info" }, null, Ct));

        refusal.Message.ShouldContain("whitelist");
    }

    [Fact]
    public async Task A_run_that_takes_too_long_is_ended()
    {
        var endless = new FfmpegCommand([new("anullsrc", "-re", "-f", "lavfi")], "-f", "null", "-") { Limit = TimeSpan.FromMilliseconds(300) };

        (await Should.ThrowAsync<FaultException>(() => _ffmpeg.RunAsync(endless, null, Ct))).Code.ShouldBe("media.ffmpeg-slow");
    }

    [Fact]
    public async Task A_fed_run_writes_its_trailer_when_its_input_closes()
    {
        var path = Path.Combine(_folder.FullName, "fed.flac");
        await using var child = FfmpegRunner.Start(
            new([FfmpegInput.Pipe with { Options = ["-f", "s16le", "-ar", "48000", "-ac", "1"] }], "-c:a", "flac", path));

        await child.Input.WriteAsync(new byte[48000 * 2 * 2], Ct);
        (await child.StopAsync(TimeSpan.FromSeconds(10))).ShouldBe(0);

        (await MediaProbe.ReadAsync(path, Ct)).Duration.TotalSeconds.ShouldBe(2, tolerance: 0.01);
    }

    private static IEnumerable<string> Probes(string path) => Directory.EnumerateDirectories("/proc").Where(process =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0') is ["ffprobe", .. var arguments] && arguments.Contains(path);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false; // no process, or none any more
        }
    });

    private async Task<string> ToneAsync(string file, double volume, params string[] output)
    {
        var path = Path.Combine(_folder.FullName, file);
        var tone = FormattableString.Invariant($"aevalsrc={volume}*sin(2*PI*1000*t):s=48000:d=3");
        await _ffmpeg.RunAsync(new([new(tone, "-f", "lavfi")], [.. output, path]), null, Ct);
        return path;
    }

    private sealed class Told : IProgress<double>
    {
        public double Last { get; private set; }

        public void Report(double value) => Last = value;
    }
}
