namespace TalksPlatform.Bench;

/// <summary>What a number means. Of yields more is better, of costs less.</summary>
internal enum Measure
{
    /// <summary>A cost.</summary>
    Microseconds,

    /// <summary>A cost.</summary>
    Milliseconds,

    /// <summary>A yield.</summary>
    PerSecond,

    /// <summary>A yield of one processor core that has nothing else to do.</summary>
    PerCore,

    /// <summary>A yield of one processor core that has nothing else to do.</summary>
    PerSecondAndCore,

    /// <summary>A cost.</summary>
    Kibibytes,

    /// <summary>A cost.</summary>
    Bytes,

    /// <summary>A cost: a share of what was lost or late.</summary>
    Percent,

    /// <summary>A cost: how often something happened that should not.</summary>
    Count,
}
