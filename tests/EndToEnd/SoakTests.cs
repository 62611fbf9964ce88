using System.Globalization;
using System.Text.Json;
using TalksPlatform.Contracts;
using TalksPlatform.EndToEnd.Stage;
using TalksPlatform.Foundation.Flac;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.Server.Demo;
using Tone = TalksPlatform.TestKit.Peers.Tone;

namespace TalksPlatform.EndToEnd;

/// <summary>
/// A talk with everything that there is, while something of it is broken every few seconds. Two minutes of it are a test;
/// TALKS_SOAK_MINUTES makes it longer, and what was measured is printed.
/// </summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int Speakers = 5;
    private const int Callers = 10;
    private const int CallersOnAir = 3;
    private const int WindowsPerSecond = 50;
    private const double Low = 700;
    private const double High = 1_130;

    private static readonly TimeSpan DatabaseStands = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Whatever_is_broken_in_a_live_hour_the_programme_goes_on()
    {
        var minutes = double.Parse(Environment.GetEnvironmentVariable("TALKS_SOAK_MINUTES") ?? "1.7", CultureInfo.InvariantCulture);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(minutes + 6));
        var ct = patience.Token;
        await using var server = await TalkServer.StartAsync(publicAddress: null, ct);
        var (episode, desk) = await server.OpenTalkAsync(TimeSpan.FromSeconds(30), ct);
        await using var hour = new Hour(server, episode, desk);
        await hour.GatherAsync(ct);
        await desk.SeesAsync(room => room.Phase == TalkPhase.Live, ct);

        var process = ServersProcesses.ServerOf(server.Data);
        var until = TimeProvider.System.GetTimestamp() + (long)(minutes * 60 * TimeProvider.System.TimestampFrequency);
        await using var still = new StandstillWatch(); // who speaks, speaks from this process
        var speech = TimeSpan.FromMinutes(minutes) + TimeSpan.FromSeconds(5);
        var told = hour.SpeakAsync(speech, ct);
        var memory = new List<double>();
        for (var round = 0; TimeProvider.System.GetTimestamp() < until; round++)
        {
            var begun = TimeProvider.System.GetTimestamp();
            await hour.BreakAsync(round, process, ct);
            memory.Add(ServersProcesses.MemoryOf(process));
            var pause = TimeSpan.FromSeconds(minutes > 5 ? 60 : 15) - TimeProvider.System.GetElapsedTime(begun);
            if (pause > TimeSpan.Zero)
                await Task.Delay(pause, TimeProvider.System, ct);
        }
        await hour.RecoverAsync(ct);
        var health = await server.Host.GetAsync<JsonElement>("/health/ready", ct);
        await told;
        await desk.DoAsync("EndTalk", ct);
        await desk.SeesAsync(room => room.Phase == TalkPhase.Ended, ct);
        await server.PublishedAsync(episode, ct);

        var manifest = JsonSerializer.Deserialize<RecordingManifest>(
            await File.ReadAllBytesAsync(Path.Combine(Folder(server, episode), RecordingManifest.FileName), ct), JsonSerializerOptions.Web)!;
        float[] tape = [.. manifest.Parts.SelectMany(part => Read(Path.Combine(Folder(server, episode), part.File)))];
        var gaps = Gaps(tape, speech).ToList();
        var longest = gaps.Select(gap => gap.Length).DefaultIfEmpty().Max();
        var air = (desk.Now.EndedAt!.Value - desk.Now.LiveAt!.Value).TotalSeconds;
        output.WriteLine($"On air {air:F1} s, on tape {tape.Length / 48_000.0:F2} s, {manifest.Parts.Sum(part => part.DroppedFrames)} frames lost, "
            + $"{manifest.Tracks.Count} tracks. The one who always speaks came back {hour.Returns} times; her gaps, each after so many seconds: "
            + $"{string.Join(", ", gaps.Select(gap => string.Create(CultureInfo.InvariantCulture, $"{gap.Length * 1000:F0} ms after {gap.After:F0}")).DefaultIfEmpty("none"))}. "
            + $"Alarms: {string.Join(", ", desk.Now.Alarms.Select(alarm => $"{alarm.Count}x {alarm.Code} {alarm.Subject} (last at {(alarm.Since - desk.Now.LiveAt.Value).TotalSeconds:F0} s)"))}. "
            + $"The speakers' own process stood still for up to {still.Longest.TotalMilliseconds:F0} ms, its timers for {still.LongestOfTimers.TotalMilliseconds:F0} ms. "
            + $"Memory {string.Join(", ", memory.Select(mib => mib.ToString("F0", CultureInfo.InvariantCulture)))} MiB. Broken: {hour.Faults}. {health}");
        manifest.Parts.ShouldAllBe(part => part.GapMilliseconds == 0 && part.Damage == null);
        (tape.Length / 48_000.0).ShouldBeInRange(air - 1, air + 2);
        longest.ShouldBeLessThan(1, "a tenth of a second on a machine that is not busy");
        memory[^1].ShouldBeLessThan(memory[memory.Count / 2] * 1.5 + 50, "memory stays flat");
        hour.Outputs.ShouldBe(["hls", "icecast", "mp3", "recording", "station"], Case.Sensitive, "all came back");
    }

    private static string Folder(TalkServer server, EpisodeView episode) => Path.Combine(server.Data, "recordings", episode.TalkId.ToString());

    private static List<float> Read(string path)
    {
        List<float> sound = [];
        using var file = File.OpenRead(path);
        using var flac = new FlacReader(file);
        while (flac.Read())
        {
            foreach (var sample in flac.Channel(0))
                sound.Add(sample / 32768f);
        }
        return sound;
    }

    /// <summary>Where her sound was missing in her speech, in seconds from its first moment.</summary>
    private static IEnumerable<(double After, double Length)> Gaps(float[] tape, TimeSpan speech)
    {
        var heard = tape.Chunk(48_000 / WindowsPerSecond).Select(window => Tone.Level(window, Low, 48_000) > -60).ToList();
        heard = [.. heard.Skip(heard.IndexOf(true)).Take((int)(speech.TotalSeconds * WindowsPerSecond))];
        var run = 0;
        foreach (var (at, there) in heard.Index())
        {
            if (there && run > 0)
                yield return ((double)(at - run) / WindowsPerSecond, (double)run / WindowsPerSecond);
            run = there ? 0 : run + 1;
        }
        if (run > 0)
            yield return ((double)(heard.Count - run) / WindowsPerSecond, (double)run / WindowsPerSecond);
    }

    /// <summary>All who take part, and what can be broken.</summary>
    private sealed class Hour(TalkServer server, EpisodeView episode, DemoSeat desk) : IAsyncDisposable
    {
        private readonly EmptyFolder _scratch = new();
        private readonly DemoCast _cast = new();
        private readonly HungTarget _hung = new();
        private readonly List<DemoSpeaker> _speakers = [];
        private readonly List<string> _faults = [];
        private IcecastMount? _icecast;
        private string _lastLink = "";

        /// <summary>What was broken, in order.</summary>
        public string Faults => string.Join(", ", _faults);

        /// <summary>How often she who always speaks was cut off and came back.</summary>
        public int Returns => _speakers[0].Returns;

        /// <summary>The kinds of the outputs that ran at the end.</summary>
        public IReadOnlyList<string> Outputs { get; private set; } = [];

        public async Task GatherAsync(CancellationToken ct)
        {
            var station = _cast.Own(await DemoTelephone.ConnectAsync([AudioCodec.G722, AudioCodec.Pcma], TimeProvider.System, ct));
            _icecast = await IcecastMount.StartAsync(_scratch.Path, TimeProvider.System, ct);
            await server.Host.PutAsync($"/api/talks/{episode.TalkId}/outputs", DemoOutputs.For(station, _icecast), ct);
            for (var number = 1; number <= Speakers; number++)
            {
                var link = await server.Host.InviteSpeakerAsync(episode.TalkId, $"Speaker {number} (test)", ct);
                _speakers.Add(_cast.Own(new DemoSpeaker(server.Host.As(link.Token), episode.TalkId, TimeProvider.System)));
                await _speakers[^1].JoinedAsync(ct);
                _lastLink = link.Token;
            }
            await desk.SeesAsync(room => room.Voices.Count(voice => voice is { Kind: "speaker", Connected: true }) == Speakers, ct);
            for (var number = 1; number <= Callers; number++)
            {
                var telephone = _cast.Own(await DemoTelephone.ConnectAsync([AudioCodec.Pcma], TimeProvider.System, ct));
                await telephone.DialAsync(new SipUri(episode.Slug, "127.0.0.1", server.SipPort), ct);
                telephone.Press("1"); // agrees to be heard
                await desk.SeesAsync(room => room.Voices.Count(voice => voice is { Kind: "caller", Connected: true }) == number, ct);
            }
            var speakers = desk.Now.Voices.Where(voice => voice.Kind == "speaker");
            foreach (var voice in speakers.Concat(desk.Now.Voices.Where(voice => voice.Kind == "caller").Take(CallersOnAir)).ToList())
                await desk.DoAsync("PutOnAir", ct, voice.Id);
        }

        /// <summary>The first speaks all the time, the others now and then. What repeats itself is a stuck buffer to the guard, which cuts it.</summary>
        public async Task SpeakAsync(TimeSpan length, CancellationToken ct)
        {
            var first = _speakers[0].SayAsync(
                Tone.Wandering(Low, High, -24, VoicePlayer.Rate, (int)(length.TotalSeconds * VoicePlayer.Rate)), ct);
            var word = Tone.Pair(430, 950, -24, VoicePlayer.Rate, VoicePlayer.Rate);
            for (var turn = 0; !first.IsCompleted; turn++)
                await _speakers[1 + (turn % (Speakers - 2))].SayAsync(word, ct); // the last one is cut again and again
            await first;
        }

        public async Task BreakAsync(int round, int process, CancellationToken ct)
        {
            var fault = (round % 5) switch
            {
                0 => KillEncoder(process),
                1 => await DropIcecastAsync(ct),
                2 => await CutSpeakerAsync(ct),
                3 => await StopDatabaseAsync(ct),
                _ => await HangTargetAsync(ct),
            };
            _faults.Add(fault);
        }

        /// <summary>Waits until every output runs again.</summary>
        public async Task RecoverAsync(CancellationToken ct)
        {
            await desk.SeesAsync(room => Array.TrueForAll(room.Outputs, output => output.State == "running"), ct);
            Outputs = [.. desk.Now.Outputs.Select(output => output.Kind).Order(StringComparer.Ordinal)];
        }

        private static string KillEncoder(int process)
        {
            var encoders = ServersProcesses.EncodersOf(process);
            ServersProcesses.Kill(encoders[Random.Shared.Next(encoders.Length)]);
            return "an encoder";
        }

        private async Task<string> DropIcecastAsync(CancellationToken ct)
        {
            if (_icecast is null)
                return "no Icecast here";
            await _icecast.RestartAsync(TimeProvider.System, ct);
            return "Icecast";
        }

        private async Task<string> CutSpeakerAsync(CancellationToken ct)
        {
            await _speakers[^1].DisposeAsync();
            _speakers[^1] = _cast.Own(new DemoSpeaker(server.Host.As(_lastLink), episode.TalkId, TimeProvider.System));
            await _speakers[^1].JoinedAsync(ct);
            return "a speaker";
        }

        private async Task<string> StopDatabaseAsync(CancellationToken ct)
        {
            var database = ServersProcesses.DatabaseOf(server.Data);
            ServersProcesses.Stop(database);
            try
            {
                await Task.Delay(DatabaseStands, TimeProvider.System, ct);
            }
            finally
            {
                ServersProcesses.Continue(database);
            }
            return "PostgreSQL";
        }

        private async Task<string> HangTargetAsync(CancellationToken ct)
        {
            var hung = new { kind = "rtmp", url = $"rtmp://127.0.0.1:{_hung.Port}/live", key = "nothing" };
            var all = await server.Host.PostAsync<List<Configured>>($"/api/talks/{episode.TalkId}/outputs", hung, ct);
            await desk.SeesAsync(room => Array.Exists(room.Outputs, output => output is { Kind: "rtmp", State: not "running", Reason: not null }), ct);
            await server.Host.DeleteAsync($"/api/talks/{episode.TalkId}/outputs/{all.Single(output => output.Kind == "rtmp").Id}", ct);
            return "a target that takes nothing";
        }

        private sealed record Configured(string Id, string Kind);

        public async ValueTask DisposeAsync()
        {
            await _cast.DisposeAsync();
            if (_icecast is not null)
                await _icecast.DisposeAsync();
            await _hung.DisposeAsync();
            _scratch.Dispose();
        }
    }
}
