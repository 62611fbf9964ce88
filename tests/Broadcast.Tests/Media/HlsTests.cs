using Microsoft.Extensions.Logging.Abstractions;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Broadcast.Media.Outputs;
using TalksPlatform.Broadcast.Media.Outputs.Hls;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Tests.Media;

public sealed class HlsTests : IDisposable
{
    private readonly HlsTape _tape = new();

    public void Dispose() => _tape.Dispose();

    [Fact]
    public async Task What_a_player_decodes_is_the_programme_whole_and_in_time()
    {
        await StreamAsync(seconds: 9);

        foreach (var rung in HlsRung.All)
        {
            var heard = await PlayAsync(rung);
            (heard.Length / 48_000.0).ShouldBe(9, tolerance: 0.15);
            Tones.LevelAt(heard.AsSpan(48_000, 6 * 48_000), 1000).ShouldBe(-20, tolerance: 0.5);
            Tones.ResidueOf(heard.AsSpan(48_000, 6 * 48_000), 1000).ShouldBeLessThan(rung.Bitrate < 20_000 ? -25 : -45); // no hole between two segments
        }
    }

    [Fact]
    public async Task Segments_last_two_seconds_and_tell_the_time_of_day()
    {
        _tape.Tick = 500; // ten seconds after the epoch
        await StreamAsync(seconds: 9);

        var segments = _tape.Folder("24k").Segments;
        segments.Select(segment => segment.Number).ShouldBe([0, 1, 2, 3, 4]);
        segments.Take(4).ShouldAllBe(segment => Math.Abs(segment.Seconds - 2.00533) < 0.001);
        segments[0].At.ShouldBe(HlsTape.Epoch.AddSeconds(10));
        (segments[3].At - segments[0].At).TotalSeconds.ShouldBe(3 * 2.00533, tolerance: 0.001);
        _tape.Folder("64k").Segments.Select(segment => segment.At).ShouldBe(segments.Select(segment => segment.At)); // players change rungs
        _tape.Folder("opus16").Segments.Zip(segments).ShouldAllBe(pair => Math.Abs((pair.First.At - pair.Second.At).TotalSeconds) <= 0.04); // its frames are longer
    }

    [Fact]
    public async Task After_a_restart_of_the_server_the_numbers_go_on_and_the_break_is_told()
    {
        await StreamAsync(seconds: 5, ends: false);
        File.AppendAllText(Path.Combine(_tape.PathOf("24k"), "index.jsonl"), """{"n":2,"s":2.0""");
        _tape.Tick += 150;

        await StreamAsync(seconds: 5);

        var segments = _tape.Folder("24k").Segments;
        segments.Select(segment => segment.Number).ShouldBe(Enumerable.Range(0, segments.Count).Select(number => (long)number));
        segments.Count(segment => segment.Discontinuity).ShouldBe(1);
        var playlist = Playlist("24k");
        playlist.ShouldContain("#EXT-X-DISCONTINUITY\n");
        playlist.ShouldEndWith("#EXT-X-ENDLIST\n");
        (await PlayAsync(HlsRung.All[0])).Length.ShouldBeGreaterThan(9 * 48_000);
    }

    [Fact]
    public void The_live_playlist_shows_the_last_segments_and_counts_what_it_left_behind()
    {
        HlsSegment[] segments = [.. Enumerable.Range(0, 25)
            .Select(number => new HlsSegment(number, 2.00533, HlsTape.Epoch.AddSeconds(2 * number), "init.mp4", Discontinuity: number is 5 or 20))];

        var playlist = HlsPlaylist.Plain(segments, ended: false, holds: false);

        playlist.ShouldContain("#EXT-X-TARGETDURATION:2\n");
        playlist.ShouldContain("#EXT-X-MEDIA-SEQUENCE:15\n");
        playlist.ShouldContain("#EXT-X-DISCONTINUITY-SEQUENCE:1\n");
        playlist.ShouldContain("#EXT-X-PROGRAM-DATE-TIME:2026-11-26T12:00:30.000Z\n#EXTINF:2.00533,\n15.m4s\n");
        playlist.ShouldNotContain("ENDLIST");
        playlist.Split('\n').Count(line => line.EndsWith(".m4s", StringComparison.Ordinal)).ShouldBe(10);
    }

    [Fact]
    public void A_player_that_keeps_to_one_codec_can_go_up_to_every_rung_that_it_is_told_of()
    {
        foreach (var media in (string[])["index.m3u8", "low.m3u8", "all.m3u8"])
        {
            var master = HlsPlaylist.Master(media);
            master.Split('\n').Where(line => line.EndsWith(media, StringComparison.Ordinal)).ShouldBe([$"24k/{media}", $"64k/{media}"]);
            master.ShouldNotContain("opus");
        }
    }

    [Fact]
    public void Players_begin_near_to_live_where_their_reloads_are_held_and_nowhere_else()
    {
        HlsSegment[] segments = [.. Enumerable.Range(0, 12)
            .Select(number => new HlsSegment(number, 2.00533, HlsTape.Epoch.AddSeconds(2 * number), "init.mp4", Discontinuity: false))];

        HlsPlaylist.Plain(segments, ended: false, holds: true).ShouldContain("CAN-BLOCK-RELOAD=YES\n#EXT-X-START:TIME-OFFSET=-3.5\n");
        HlsPlaylist.Plain(segments, ended: false, holds: false).ShouldNotContain("EXT-X-START"); // a bucket holds nothing
        HlsPlaylist.Plain(segments, ended: true, holds: true).ShouldNotContain("EXT-X-START"); // it is heard from its beginning
    }

    private async Task StreamAsync(double seconds, bool ends = true)
    {
        var output = _tape.Open();
        _tape.Write(output, seconds);
        output.Frames.Complete();
        await output.RunAsync(new OutputHealth(output, NullLogger.Instance), CancellationToken.None);
        if (!ends)
        {
            foreach (var rung in HlsRung.All)
                File.Delete(Path.Combine(_tape.PathOf(rung.Name), "ended"));
        }
    }

    private string Playlist(string rung) => HlsPlaylist.Plain(_tape.Folder(rung).Segments, _tape.Folder(rung).Ended, holds: false);

    /// <summary>Plays a rung's playlist as ffmpeg's HLS player does.</summary>
    private async Task<float[]> PlayAsync(HlsRung rung)
    {
        var playlist = Path.Combine(_tape.PathOf(rung.Name), "index.m3u8");
        File.WriteAllText(playlist, Playlist(rung.Name));
        await using var ffmpeg = ChildProcess.Start(new ChildCommand("ffmpeg",
            ["-v", "error", "-allowed_extensions", "ALL", "-i", playlist, "-f", "s16le", "-ar", "48000", "-ac", "1", "pipe:1"])
        { ReadsOutput = true });
        using var pcm = new MemoryStream();
        await ffmpeg.Output.CopyToAsync(pcm);
        await ffmpeg.EnsureSucceededAsync(CancellationToken.None);
        ffmpeg.LastWords.ShouldBeEmpty();
        var samples = new float[pcm.Length / 2];
        Pcm16.Read(pcm.ToArray(), samples);
        return samples;
    }
}
