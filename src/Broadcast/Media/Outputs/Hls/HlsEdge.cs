using System.Collections.Immutable;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>A part of a segment: what players get who want to be near to what is said.</summary>
/// <param name="Segment">The segment's number.</param>
/// <param name="Index">Its place in the segment.</param>
/// <param name="Seconds">How long it lasts.</param>
/// <param name="Run">Names the encoder's run: a segment that a crash cut short is begun anew under the same number.</param>
internal sealed record HlsPart(long Segment, int Index, double Seconds, string Run)
{
    public string File => NameOf(Segment, Index, Run);

    public static string NameOf(long segment, int index, string run) => FormattableString.Invariant($"{segment}.{index}-{run}.m4s");
}

/// <summary>What all that one encoder makes has in common.</summary>
/// <param name="Origin">The time of day at which the stream, not this encoder, began.</param>
/// <param name="IsResumed">Another encoder was before it.</param>
/// <param name="Name">A few letters that no other run has.</param>
internal sealed record HlsRun(DateTimeOffset Origin, bool IsResumed, string Name)
{
    /// <summary>The file that a player needs before its sound.</summary>
    public string Initialisation { get; init; } = "";
}

/// <summary>Where a rung stands at one moment. It never changes: another follows.</summary>
/// <param name="Segments">The whole segments, all of the talk's.</param>
/// <param name="Making">The one that is being made, when it has parts.</param>
/// <param name="Parts">Those of the last segments, and of the one that is being made.</param>
/// <param name="Run">Names the run in whose parts the stream goes on.</param>
/// <param name="Ended">Nothing will follow.</param>
internal sealed record HlsEdge(
    ImmutableList<HlsSegment> Segments, HlsSegment? Making, ImmutableList<HlsPart> Parts, string Run, bool Ended)
{
    /// <summary>The number of the segment that is being made, or will be next.</summary>
    public long Next => Segments is [.., var last] ? last.Number + 1 : 0;

    /// <summary>How many parts that one has.</summary>
    public int Made => Making is null ? 0 : Parts.Count - Parts.FindIndex(part => part.Segment == Next);

    /// <summary>There is this segment, or this part; one beyond a segment's last is the next one's first.</summary>
    public bool Has(long segment, int? part) =>
        segment < Next - 1
        || (segment == Next - 1 && (part is null || Made > 0 || part < Parts.Count(one => one.Segment == segment)))
        || (segment == Next && part < Made);

    /// <summary>The newest part, or what stands for it: the newest segment's number and the index of its last part.</summary>
    public (long Segment, int Part) Newest => Parts is [.., var part] ? (part.Segment, part.Index) : (Next - 1, 0);
}
