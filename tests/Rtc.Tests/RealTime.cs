namespace TalksPlatform.Rtc.Tests;

/// <summary>Tests that talk at the pace of speech: they run alone, so that they neither starve others nor are starved.</summary>
[CollectionDefinition(nameof(RealTime), DisableParallelization = true)]
public sealed class RealTime;
