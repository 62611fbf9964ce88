using System.Text.Json.Serialization;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>One segment of a rung, as a line of its index tells of it.</summary>
/// <param name="Number">Its media sequence number; it names the file.</param>
/// <param name="Seconds">How long it lasts.</param>
/// <param name="At">The time of day of its first sample.</param>
/// <param name="Initialisation">The file that a player needs before it.</param>
/// <param name="Discontinuity">An encoder was started anew just before it.</param>
internal sealed record HlsSegment(
    [property: JsonPropertyName("n")] long Number,
    [property: JsonPropertyName("s")] double Seconds,
    DateTimeOffset At,
    [property: JsonPropertyName("init")] string Initialisation,
    [property: JsonPropertyName("cut")] bool Discontinuity)
{
    [JsonIgnore]
    public string File => FormattableString.Invariant($"{Number}.m4s");

    /// <summary>The file of the segment that was so many before it.</summary>
    public string FileBefore(int segments) => FormattableString.Invariant($"{Number - segments}.m4s");
}
