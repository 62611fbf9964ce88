using System.Globalization;
using System.Text;
using System.Text.Json;

using TalksPlatform.Archive.Feeds;
using TalksPlatform.Contracts;

namespace TalksPlatform.Server.Demo;

/// <summary>Looks at what came out, with ffprobe and by listening, and holds it against what was done.</summary>
internal sealed class DemoChecks(DemoServer server, DemoEvidence evidence)
{
    private readonly List<DemoCheck> _checks = [];

    private TimeSpan AirTime => evidence.EndedAt - evidence.LiveAt;

    /// <summary>All checks, in the order of the path.</summary>
    public async Task<IReadOnlyList<DemoCheck>> RunAsync(CancellationToken ct)
    {
        var late = (evidence.LiveAt - evidence.Episode.StartsAt).TotalMilliseconds;
        Check("On air at the planned second", Math.Abs(late) <= 500, $"{late:F0} ms off", "±500 ms");
        CheckRecording();
        CheckRoom();
        CheckEars();
        await CheckLiveAsync(ct);
        var replay = await server.Api.GetAsync<ReplayView>($"/api/episodes/{evidence.Episode.Id}/replay", ct);
        await CheckReplayAsync(replay, ct);
        await CheckFeedAsync(replay, ct);
        return _checks;
    }

    private void CheckRecording()
    {
        var folder = server.Data.At("recordings", evidence.Episode.TalkId.ToString());
        var manifest = JsonSerializer.Deserialize<RecordingManifest>(
            File.ReadAllBytes(Path.Combine(folder, RecordingManifest.FileName)), JsonSerializerOptions.Web)!;
        var recorded = TimeSpan.FromSeconds(manifest.Parts.Sum(p => p.Samples) / (double)manifest.SampleRate);
        var dropped = manifest.Parts.Sum(p => p.DroppedFrames);
        var gaps = manifest.Parts.Count(part => part.GapMilliseconds > 0);
        Check(
            "Parts of the recording and of its tracks, read back while it ran",
            manifest.Tracks.Count > 0 && manifest.Tracks.SelectMany(track => track.Parts).Concat(manifest.Parts).All(part => part.Damage is null),
            $"{manifest.Parts.Count} parts, {manifest.Tracks.Count} tracks",
            "none damaged");
        if (evidence.Crashed)
        {
            var lost = TimeSpan.FromMilliseconds(manifest.Parts.Sum(part => part.GapMilliseconds));
            Check(
                "Recording with one gap after the crash",
                gaps == 1,
                $"{manifest.Parts.Count} parts, {gaps} gap",
                "1 gap");
            Check(
                "Recorded programme and the gap in it make the air time",
                Covers(recorded + lost, AirTime),
                $"{Seconds(recorded)} + {Seconds(lost)} gap of {Seconds(AirTime)}",
                "-0.5 s, +1 s");
            Check(
                "Gap of the crash",
                lost < TimeSpan.FromSeconds(20),
                Seconds(lost),
                "under 20 s, with the server's start");
        }
        else
        {
            Check(
                "Length of the recording against the air time",
                Covers(recorded, AirTime),
                $"{Seconds(recorded)} of {Seconds(AirTime)}",
                "-0.5 s, +1 s");
            Check(
                "Gaps in the recording",
                gaps == 0 && dropped == 0,
                $"{gaps} gaps, {dropped} frames lost",
                "no gap, 0 lost");
        }
    }

    private void CheckRoom()
    {
        var room = evidence.FinalRoom!;
        var questions = room.Questions.Where(q => evidence.Questions.Contains(q.Id)).ToList();
        var answered = questions.Count(q => q.State == QuestionState.Answered);
        Check(
            "Questions kept, and answered ones marked",
            questions.Count == evidence.Questions.Count && answered == 2,
            $"{questions.Count} kept, {answered} answered",
            $"{evidence.Questions.Count} kept, 2 answered");
        var votes = questions.Sum(q => q.Votes);
        Check(
            "Upvotes kept",
            questions.TrueForAll(q => q.Votes == evidence.Upvotes[q.Id]),
            $"{votes}",
            $"{evidence.Upvotes.Values.Sum()}");
        var tally = room.Polls.FirstOrDefault(p => p.Id == evidence.Poll)?.Tally ?? [];
        Check(
            "Ballots of the poll",
            tally.SequenceEqual(evidence.Tally),
            string.Join(" / ", tally),
            string.Join(" / ", evidence.Tally));
        Check(
            "Attendees who saw the poll's result",
            evidence.PollSeenBy == DemoStory.Attendees,
            $"{evidence.PollSeenBy}",
            $"{DemoStory.Attendees}");
        Check("Keys that the caller pressed", evidence.Digits == "12#", evidence.Digits ?? "none", "12#");
    }

    private void CheckEars()
    {
        var voices = evidence.Voices;
        CheckVoices(
            "The studio's telephone hears the speakers, not itself",
            evidence.StationHeard,
            heard: [voices.Ada, voices.Ben],
            absent: voices.Station);
        CheckVoices("Ada hears Ben, not herself", evidence.AdaHeard, heard: [voices.Ben], absent: voices.Ada);
        CheckVoices("Ben hears Ada, not himself", evidence.BenHeard, heard: [voices.Ada], absent: voices.Ben);
        var own = new VoiceFinder(evidence.CallerHeard, 48_000).Find(voices.Caller);
        Check(
            "The caller hears the programme without herself",
            own < VoiceFinder.Absent,
            Match(own),
            $"under {Match(VoiceFinder.Absent)}");
    }

    private async Task CheckLiveAsync(CancellationToken ct)
    {
        foreach (var rung in new[] { "24k", "64k" })
        {
            var hls = await HlsListener.ReadAsync(server.Api, evidence.Episode.TalkId, rung, ct);
            var expected = evidence.Crashed ? TimeSpan.Zero : AirTime;
            Check(
                $"HLS at {rung}: segments contiguous, decoded without a fault",
                hls.Contiguous && hls.Faults.Length == 0 && (evidence.Crashed || Near(hls.Duration, expected, 2.5)),
                $"{hls.Segments} segments, {Seconds(hls.Duration)}{(hls.Faults.Length == 0 ? "" : ", " + hls.Faults)}",
                evidence.Crashed ? "no segment missing" : $"{Seconds(AirTime)} ±2.5 s");
            if (hls.Sound is not null)
                CheckVoices(
                    $"HLS at {rung}: the speakers are heard",
                    hls.Sound,
                    [evidence.Voices.Ada, evidence.Voices.Ben],
                    absent: evidence.Voices.Station);
        }

        if (evidence.IcecastSound is { } mount)
        {
            var sound = await HlsListener.DecodeAsync(mount, ct);
            Check(
                "The Icecast mount carries the programme",
                Level(sound) > -45,
                $"{Level(sound):F0} dBFS",
                "over -45 dBFS");
        }
    }

    private async Task CheckReplayAsync(ReplayView replay, CancellationToken ct)
    {
        foreach (var file in replay.Files)
        {
            Check(
                $"{file.Profile}: loudness and true peak",
                Math.Abs(file.LoudnessLufs + 16) <= 1 && file.TruePeakDbtp <= -1,
                string.Create(CultureInfo.InvariantCulture, $"{file.LoudnessLufs:F1} LUFS, {file.TruePeakDbtp:F1} dBTP"),
                "-16 ±1 LUFS, at most -1 dBTP");
            var bytes = await server.Api.DownloadAsync(file.Url, ct);
            var sound = await HlsListener.DecodeAsync(bytes, ct);
            var length = TimeSpan.FromSeconds(sound.Length / 48_000.0);
            Check(
                $"{file.Profile}: can be downloaded and played to the end",
                bytes.Length == file.Bytes && Near(length, replay.Duration, 0.2),
                $"{bytes.Length} bytes, {Seconds(length)}",
                $"{file.Bytes} bytes, {Seconds(replay.Duration)} ±0.2 s");
            if (file.MimeType == "audio/mpeg")
                CheckVoices(
                    "Replay: both speakers and the caller are heard, the station's line is not",
                    sound,
                    [evidence.Voices.Ada, evidence.Voices.Ben, evidence.Voices.Caller],
                    absent: evidence.Voices.Station);
        }

        var kinds = replay.Files.Select(f => f.MimeType).Distinct(StringComparer.Ordinal).Count();
        Check(
            "Renditions: Opus, MP3 and AAC",
            replay.Files.Count >= 3 && kinds >= 3,
            string.Join(", ", replay.Files.Select(f => f.Profile)),
            "3 kinds");
        var indexed = replay.Questions.Count(q => q.AnswerAt is { } at && at >= TimeSpan.Zero && at < replay.Duration);
        Check("Answered questions have their place in the replay", indexed == 2, $"{indexed}", "2");
    }

    private async Task CheckFeedAsync(ReplayView replay, CancellationToken ct)
    {
        var xml = Encoding.UTF8.GetString(await server.Api.DownloadAsync($"/s/{evidence.Episode.SeriesSlug}/feed.xml", ct));
        var broken = FeedRules.Check(xml);
        Check(
            "Feed rules",
            broken.Count == 0,
            broken.Count == 0 ? "none broken" : string.Join("; ", broken),
            "none broken");
        var listed = replay.Files.Any(f => xml.Contains(f.Url, StringComparison.Ordinal));
        Check("The feed lists the episode", listed, listed ? "yes" : "no", "yes");
    }

    private void CheckVoices(string what, float[] sound, WavFile[] heard, WavFile absent)
    {
        var finder = new VoiceFinder(sound, 48_000);
        var found = heard.Select(finder.Find).ToList();
        var own = finder.Find(absent);
        Check(
            what,
            found.TrueForAll(f => f >= VoiceFinder.Heard) && own < VoiceFinder.Absent,
            $"{string.Join(" ", found.Select(Match))}, absent {Match(own)}",
            $"at least {Match(VoiceFinder.Heard)}, absent under {Match(VoiceFinder.Absent)}");
    }

    private void Check(string what, bool passed, string found, string wanted) =>
        _checks.Add(new DemoCheck(what, passed, found, wanted));

    private static bool Near(TimeSpan found, TimeSpan wanted, double seconds) =>
        Math.Abs((found - wanted).TotalSeconds) <= seconds;

    /// <summary>Begin and end of the talk are committed before the tape hears of them, which takes a moment on a busy machine.</summary>
    private static bool Covers(TimeSpan tape, TimeSpan air) => (tape - air).TotalSeconds is >= -0.5 and <= 1;

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:F2} s");

    private static string Match(double match) => match.ToString("F2", CultureInfo.InvariantCulture);

    /// <summary>The level of a sound's mean power, in dB under full scale.</summary>
    private static double Level(ReadOnlySpan<float> sound)
    {
        var power = 0.0;
        foreach (var sample in sound)
            power += sample * sample;
        return 10 * Math.Log10((power / Math.Max(1, sound.Length)) + 1e-12);
    }
}
