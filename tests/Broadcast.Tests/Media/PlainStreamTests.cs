using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Outputs.Icecast;
using TalksPlatform.Broadcast.Media.Outputs.Mp3;
using TalksPlatform.Foundation.Processes;
using TalksPlatform.TestKit;

namespace TalksPlatform.Broadcast.Tests.Media;

/// <summary>The programme as MP3: ours, and what a real Icecast server makes of it.</summary>
public sealed class PlainStreamTests
{
    private readonly AudioFramePool _pool = new(16);
    private readonly SingingVoice _voice = new(1000, -20);
    private long _tick;

    [Fact]
    public async Task Who_listens_hears_the_programme()
    {
        var stream = new Mp3Stream();
        var output = new Mp3Output(stream, TimeProvider.System);
        Write(output, seconds: 4);
        output.Frames.Complete();
        var listening = CollectAsync(stream);

        await output.RunAsync(new OutputHealth(output, NullLogger.Instance), CancellationToken.None);
        stream.End();

        var heard = await DecodeAsync(await listening);
        (heard.Length / 48_000.0).ShouldBe(4, tolerance: 0.2);
        Tones.LevelAt(heard.AsSpan(48_000, 96_000), 1000).ShouldBe(-20, tolerance: 0.5);
    }

    [Fact]
    public async Task Who_comes_late_begins_with_the_last_seconds_and_who_is_slow_loses_the_oldest()
    {
        var stream = new Mp3Stream();
        for (byte chunk = 0; chunk < 100; chunk++)
            stream.Publish(new[] { chunk });
        await using var late = stream.ListenAsync(CancellationToken.None).GetAsyncEnumerator();
        (await late.MoveNextAsync()).ShouldBeTrue();
        late.Current.Span[0].ShouldBe((byte)88); // twelve chunks ago

        for (byte chunk = 100; chunk < 200; chunk++)
            stream.Publish(new[] { chunk });
        stream.End();

        (await late.MoveNextAsync()).ShouldBeTrue();
        late.Current.Span[0].ShouldBe((byte)140); // the last sixty
    }

    [Fact]
    public async Task Players_that_ask_for_titles_get_the_running_cue_between_the_sound()
    {
        var title = "Tea - Bo\u2019s shop";
        using var body = new MemoryStream();
        var icy = new IcyBody(body, () => title);
        for (var i = 0; i < 33; i++)
            await icy.WriteAsync(new byte[1000], CancellationToken.None);
        title = "it's\n" + new string('x', 5000);
        await icy.WriteAsync(new byte[20_000], CancellationToken.None); // more than one interval at once

        var bytes = body.ToArray().AsSpan();
        TitleAt(ref bytes).ShouldBe("StreamTitle='Tea - Bo\u2019s shop';");
        TitleAt(ref bytes).ShouldBe(""); // the same as before
        TitleAt(ref bytes).ShouldBe($"StreamTitle='it\u2019s{new string('x', 396)}';");
        bytes.Length.ShouldBe(53_000 - (3 * IcyBody.Interval));
    }

    private static string TitleAt(ref Span<byte> bytes)
    {
        var length = bytes[IcyBody.Interval] * 16;
        var text = Encoding.UTF8.GetString(bytes.Slice(IcyBody.Interval + 1, length)).TrimEnd('\0');
        bytes = bytes[(IcyBody.Interval + 1 + length)..];
        return text;
    }

    [Fact]
    public async Task What_is_no_MP3_is_refused()
    {
        using var noise = new MemoryStream([.. Enumerable.Repeat((byte)0x55, 4000)]);

        await Should.ThrowAsync<InvalidDataException>(async () =>
        {
            await foreach (var _ in Mp3ChunkReader.ReadAllAsync(noise, CancellationToken.None))
            {
            }
        });
    }

    [Fact]
    public async Task An_Icecast_server_gets_the_programme_and_a_wrong_password_is_told_in_words()
    {
        await using var icecast = await IcecastServer.TryStartAsync();
        Assert.SkipWhen(icecast is null, "icecast2 is not installed.");
        var refused = await Should.ThrowAsync<OutputException>(() => IcecastSource.ConnectAsync(
            icecast.Mount("talk", password: "wrong"), "audio/mpeg", TimeProvider.System, CancellationToken.None));
        refused.Message.ShouldBe("The Icecast server refuses the user name or the password.");

        var output = new IcecastOutput(icecast.Mount("talk", IcecastServer.Password), () => "Tea", TimeProvider.System);
        var health = new OutputHealth(output, NullLogger.Instance);
        using var stopping = new CancellationTokenSource();
        var running = output.RunAsync(health, stopping.Token);
        await Eventually.BecomesAsync(() => health.View.State == "running", "we are let in");
        Write(output, seconds: 4);

        using var http = new HttpClient();
        await Eventually.BecomesAsync(async () => (await http.GetAsync(icecast.Mount("talk", "").Target, HttpCompletionOption.ResponseHeadersRead)).IsSuccessStatusCode, "the mount is there");
        await using var listener = await http.GetStreamAsync(icecast.Mount("talk", "").Target);
        var mp3 = new byte[24_000];
        await listener.ReadExactlyAsync(mp3);
        Tones.LevelAt((await DecodeAsync(mp3)).AsSpan(12_000, 48_000), 1000).ShouldBe(-20, tolerance: 0.5);

        await stopping.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Theory]
    [InlineData("opus", "opus")]
    [InlineData("aac", "aac")]
    [InlineData("mp3", "mp3")]
    public async Task A_mount_bears_each_format_and_its_titles_change_with_what_is_on(string format, string codec)
    {
        await using var icecast = await IcecastServer.TryStartAsync();
        Assert.SkipWhen(icecast is null, "icecast2 is not installed.");
        var title = "Tea - ນ້ຳຊາ";
        var configuration = icecast.Mount("talk", IcecastServer.Password) with { Format = format };
        var output = new IcecastOutput(configuration, () => title, TimeProvider.System);
        var health = new OutputHealth(output, NullLogger.Instance);
        using var stopping = new CancellationTokenSource();
        var running = output.RunAsync(health, stopping.Token);
        await Eventually.BecomesAsync(() => health.View.State == "running", "we are let in");
        Write(output, seconds: 2);
        using var http = new HttpClient();
        using var heard = new MemoryStream();
        if (format != "opus")
        {
            await Eventually.BecomesAsync(
                async () =>
                {
                    await WriteAsync(0.5);
                    return await TitleAsync() == title;
                },
                "the title is told");
        }

        await using var listener = await http.GetStreamAsync(configuration.Target);
        var listening = CopyAsync(listener, heard);
        await Eventually.BecomesAsync(
            async () =>
            {
                await WriteAsync(0.5); // Icecast only notices by sending that who asked for the title is gone
                return health.View.Listeners == 1;
            },
            "the studio knows of the listener");
        title = "Tea - Coffee";
        await Eventually.BecomesAsync(
            async () =>
            {
                await WriteAsync(0.5);
                return await TitleAsync() == title;
            },
            "the new title is told");
        await WriteAsync(2);
        output.Frames.Complete();
        await running;
        await listening;

        var probe = await ProbeAsync(heard.ToArray());
        probe.ShouldContain($"{codec},48000,1");
        var pcm = await DecodeAsync(heard.ToArray(), format switch { "opus" => "ogg", _ => format });
        pcm.Length.ShouldBeGreaterThan(48_000 * 3);
        Tones.LevelAt(pcm.AsSpan(24_000, 24_000), 1000).ShouldBe(-20, tolerance: 0.7);
        Tones.LevelAt(pcm.AsSpan(pcm.Length - 48_000, 24_000), 1000).ShouldBe(-20, tolerance: 0.7, "behind the change as well");
        await stopping.CancelAsync();

        // No faster than it is sent, and no longer than there is somebody who sends it.
        async Task WriteAsync(double seconds)
        {
            await Eventually.BecomesAsync(() => running.IsCompleted || output.Frames.Count < AudioFrame.PerSecond, "what was written is sent");
            if (running.IsCompleted)
                await running;
            Write(output, seconds);
        }

        // A mount of Opus bears its titles in the stream, and the server tells none of them.
        async Task<string?> TitleAsync() => format == "opus" ? TitleIn(heard.ToArray()) : await ToldAsync();

        string? TitleIn(byte[] stream) => stream.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes($"TITLE={title}")) >= 0 ? title : null;

        async Task<string?> ToldAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            using var request = new HttpRequestMessage(HttpMethod.Get, configuration.Target);
            request.Headers.Add("Icy-MetaData", "1");
            try
            {
                using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
                await using var stream = await answer.Content.ReadAsStreamAsync(patience.Token);
                await stream.ReadExactlyAsync(new byte[int.Parse(answer.Headers.GetValues("icy-metaint").Single(), CultureInfo.InvariantCulture)], patience.Token);
                var told = new byte[16 * stream.ReadByte()];
                await stream.ReadExactlyAsync(told, patience.Token);
                return System.Text.Encoding.UTF8.GetString(told).Split('\'') is [_, var text, ..] ? text : null;
            }
            catch (Exception early) when (early is HttpRequestException or IOException or OperationCanceledException)
            {
                return null; // there is no such mount yet, or not enough of it
            }
        }
    }

    private static async Task CopyAsync(Stream from, MemoryStream to)
    {
        try
        {
            await from.CopyToAsync(to);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            // The mount is gone.
        }
    }

    private static async Task<string> ProbeAsync(byte[] heard)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, heard);
        var probe = await ChildProcess.RunAsync(new ChildCommand(
            "ffprobe", "-v", "quiet", "-show_entries", "stream=codec_name,sample_rate,channels", "-of", "csv=p=0", file), CancellationToken.None);
        File.Delete(file);
        return probe;
    }

    private void Write(IProgrammeOutput output, double seconds)
    {
        for (var i = 0; i < (int)(seconds * AudioFrame.PerSecond); i++)
        {
            var frame = _pool.Rent(_tick++);
            _voice.Read(frame.Samples);
            output.Frames.Write(frame);
            frame.Release();
        }
    }

    private static async Task<byte[]> CollectAsync(Mp3Stream stream)
    {
        using var collected = new MemoryStream();
        await foreach (var chunk in stream.ListenAsync(CancellationToken.None))
            collected.Write(chunk.Span);
        return collected.ToArray();
    }

    private static async Task<float[]> DecodeAsync(byte[] mp3, string format = "mp3")
    {
        await using var ffmpeg = ChildProcess.Start(new ChildCommand(
            "ffmpeg", "-v", "fatal", "-f", format, "-i", "pipe:0", "-f", "s16le", "-ar", "48000", "-ac", "1", "pipe:1")
        { ReadsOutput = true });
        using var pcm = new MemoryStream();
        var reading = ffmpeg.Output.CopyToAsync(pcm);
        await ffmpeg.Input.WriteAsync(mp3);
        ffmpeg.Input.Close();
        await reading;
        var samples = new float[pcm.Length / Pcm16.BytesPerSample];
        Pcm16.Read(pcm.ToArray(), samples);
        return samples;
    }
}

/// <summary>A real Icecast on a free port of the loopback.</summary>
internal sealed class IcecastServer : IAsyncDisposable
{
    public const string Password = "hush-hush";

    private readonly ChildProcess _process;
    private readonly string _folder;
    private readonly int _port;

    private IcecastServer(ChildProcess process, string folder, int port) => (_process, _folder, _port) = (process, folder, port);

    public static async Task<IcecastServer?> TryStartAsync()
    {
        if (OperatingSystem.IsWindows() || !File.Exists("/usr/bin/icecast2"))
            return null;
        var folder = Directory.CreateTempSubdirectory("icecast-").FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        var port = FreePort.Tcp();
        var configuration = Path.Combine(folder, "icecast.xml");
        await File.WriteAllTextAsync(configuration,
            $"""
            <icecast>
              <hostname>localhost</hostname>
              <authentication><source-password>{Password}</source-password><admin-user>admin</admin-user><admin-password>{Password}</admin-password></authentication>
              <listen-socket><port>{port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
              <paths><logdir>{folder}</logdir><webroot>/usr/share/icecast2/web</webroot><adminroot>/usr/share/icecast2/admin</adminroot></paths>
              <security><chroot>0</chroot><changeowner><user>nobody</user><group>nogroup</group></changeowner></security>
            </icecast>
            """);
        var process = ChildProcess.Start(new ChildCommand("icecast2", "-c", configuration) { StopSignal = "TERM" });
        await Eventually.BecomesAsync(() => HasBegun(Path.Combine(folder, "error.log")), "Icecast has begun");
        return new IcecastServer(process, folder, port);
    }

    /// <summary>It has begun with its last part. Icecast 2.4.4 dies of a request that comes before.</summary>
    private static bool HasBegun(string log) => File.Exists(log) && File.ReadAllText(log).Contains("SSL cap", StringComparison.Ordinal);

    public OutputConfiguration Mount(string name, string password) =>
        new(Guid.NewGuid(), OutputConfiguration.Icecast, "Icecast", $"http://127.0.0.1:{_port}/{name}", null, "source", password);

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync(TimeSpan.FromSeconds(5));
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
