using System.Diagnostics.Metrics;

namespace TalksPlatform.Rtc;

/// <summary>
/// How the library does, for whoever watches this process (System.Diagnostics.Metrics). Everything is summed up when it is
/// asked for: a packet costs nothing here, and no instrument names a peer.
/// </summary>
public static class RtcMeters
{
    /// <summary>The meter's name.</summary>
    public const string Name = "TalksPlatform.Rtc";

    internal static readonly Meter Meter = new(Name);
}
