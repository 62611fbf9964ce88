using System.Text.Json.Serialization;

namespace TalksPlatform.Broadcast.Media.Outputs.AsRun;

/// <summary>Something that happened on air.</summary>
/// <param name="At">When, to a tenth of a second.</param>
/// <param name="What">A word that stays, e.g. cue or output.up.</param>
/// <param name="Name">What or whom it happened to, e.g. a cue's title; or null.</param>
/// <param name="Detail">Why, or how; or null.</param>
internal sealed record AsRunLine(
    DateTimeOffset At,
    string What,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Name = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Detail = null)
{
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(100);

    /// <summary>Rounded as it is kept.</summary>
    public static AsRunLine Now(DateTimeOffset now, string what, string? name = null, string? detail = null) =>
        new(new DateTimeOffset((now.UtcTicks + (Tenth.Ticks / 2)) / Tenth.Ticks * Tenth.Ticks, TimeSpan.Zero), what, name, detail);
}
