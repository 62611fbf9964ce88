namespace TalksPlatform.Broadcast.Media;

/// <summary>Maps the clock's ticks to the time of day.</summary>
internal interface IProgrammeTime
{
    /// <summary>When the first sample of this tick's frame was heard.</summary>
    DateTimeOffset TimeOf(long tick);
}
