using System.Globalization;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Talks;

namespace TalksPlatform.Broadcast.Media.Outputs.AsRun;

/// <summary>Tells what happened between two moments of a talk, as lines.</summary>
internal static class AsRunDiff
{
    /// <summary>What changed in the talk; of one that was not on air before, all that is.</summary>
    public static IEnumerable<(string What, string? Name, string? Detail)> Between(TalkState before, TalkState after)
    {
        if (before.LiveAt is null && after.LiveAt is not null)
            yield return ("on-air", after.Card?.Title, null);
        if (after.Plan.Running != before.Plan.Running && after.Plan.Current is { } cue)
            yield return ("cue", cue.Title, null);
        if (after.Plan.Break != before.Plan.Break)
            yield return after.Plan.Break is { } text ? ("break", null, text) : ("break.over", null, null);
        foreach (var line in Voices(before, after).Concat(Sounds(before, after)))
            yield return line;
        if (after.Mix.Delay.Dumps > before.Mix.Delay.Dumps)
            yield return ("delay.dump", null, null);
        if (after.Mix.Delay.Seconds != before.Mix.Delay.Seconds)
            yield return ("delay", null, string.Create(CultureInfo.InvariantCulture, $"{after.Mix.Delay.Seconds} s"));
        if (after.Mix.QuietUntil != before.Mix.QuietUntil && after.Mix.QuietUntil is { } until)
            yield return ("guard.quiet", null, string.Create(CultureInfo.InvariantCulture, $"until {until:HH:mm:ss}"));
        if (after.Mix.CoHost?.PromotedAt is not null && before.Mix.CoHost?.PromotedAt is null)
            yield return ("cohost", after.Mix.CoHost.Name, null);
        if (before.EndedAt is null && after.EndedAt is not null)
            yield return ("off-air", after.Card?.Title, null);
    }

    /// <summary>Which outputs came up and which went down, and why.</summary>
    public static IEnumerable<(string What, string? Name, string? Detail)> Between(IReadOnlyList<OutputView> before, IReadOnlyList<OutputView> after)
    {
        foreach (var now in after)
        {
            var was = before.FirstOrDefault(other => Same(other, now));
            var (isUp, wasUp) = (now.State == "running", was?.State == "running");
            if (isUp && (!wasUp || was!.OnBackup != now.OnBackup))
                yield return ("output.up", now.Name, now.OnBackup ? "on the backup address" : now.Reason);
            else if (!isUp && (wasUp || (was?.Reason != now.Reason && now.Reason is not null)))
                yield return ("output.down", now.Name, now.Reason);
        }
        foreach (var gone in before.Where(was => was.State == "running" && !after.Any(now => Same(was, now))))
            yield return ("output.down", gone.Name, "taken away");
    }

    /// <summary>Where nothing was to be heard, and what went out in its place.</summary>
    public static IEnumerable<(string What, string? Name, string? Detail)> Between(GuardView? before, GuardView? after)
    {
        if (after?.Cause != before?.Cause)
        {
            yield return after?.Cause is { } cause
                ? ("dead-air", null, $"{cause}".ToLowerInvariant())
                : ("dead-air.over", null, $"{before!.Cause}".ToLowerInvariant());
        }
        if ((after?.Playing, after?.Sound) == (before?.Playing, before?.Sound))
            yield break;
        if (before?.Playing is { } was)
            yield return ("fallback.off", before.Sound, $"{was}".ToLowerInvariant());
        if (after?.Playing is { } plays)
            yield return ("fallback.on", after.Sound, $"{plays}".ToLowerInvariant());
    }

    private static bool Same(OutputView one, OutputView other) => (one.Kind, one.Name, one.Id) == (other.Kind, other.Name, other.Id);

    private static IEnumerable<(string What, string? Name, string? Detail)> Voices(TalkState before, TalkState after)
    {
        foreach (var voice in after.Stage.OnAir.Values)
        {
            var was = before.Stage.OnAir.GetValueOrDefault(voice.Id);
            if (was is null || before.LiveAt is null)
                yield return ("voice.on", voice.Name, voice.Kind.ToString().ToLowerInvariant());
            else if (was.Muted != voice.Muted)
                yield return (voice.Muted ? "voice.muted" : "voice.heard", voice.Name, null);
        }
        foreach (var gone in before.Stage.OnAir.Values.Where(voice => !after.Stage.OnAir.ContainsKey(voice.Id)))
            yield return ("voice.off", gone.Name, null);
    }

    private static IEnumerable<(string What, string? Name, string? Detail)> Sounds(TalkState before, TalkState after)
    {
        foreach (var sound in after.Mix.Sounds.Where(sound => !before.Mix.Sounds.Exists(was => was.Id == sound.Id && was.StartedAt == sound.StartedAt)))
            yield return ("sound.on", sound.Name, sound.Kind.ToString().ToLowerInvariant());
        foreach (var sound in before.Mix.Sounds.Where(sound => !after.Mix.Sounds.Exists(now => now.Id == sound.Id && now.StartedAt == sound.StartedAt)))
            yield return ("sound.off", sound.Name, null);
    }
}
