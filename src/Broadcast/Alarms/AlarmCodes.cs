namespace TalksPlatform.Broadcast.Alarms;

/// <summary>What alarms there are. A code never changes its meaning.</summary>
internal static class AlarmCodes
{
    /// <summary>Nothing has been heard for a while; soon something is filled in.</summary>
    public const string DeadAirSoon = "dead-air.soon";

    /// <summary>Nothing is heard, and something is filled in.</summary>
    public const string DeadAir = "dead-air";

    /// <summary>The programme repeats itself, and something goes out in its place.</summary>
    public const string Stuck = "stuck";

    /// <summary>The programme is one tone, and something goes out in its place.</summary>
    public const string Tone = "tone";

    /// <summary>An output does not work.</summary>
    public const string OutputFailing = "output.failing";

    /// <summary>What was encoded is silent though the programme is not.</summary>
    public const string OutputSilent = "output.silent";

    /// <summary>What an output sends repeats itself though the programme does not.</summary>
    public const string OutputStuck = "output.stuck";

    /// <summary>What an output sends is one tone though the programme is not.</summary>
    public const string OutputTone = "output.tone";

    /// <summary>The recording does not reach the disk.</summary>
    public const string RecordingFailing = "recording.failing";

    /// <summary>The recording's disk is full soon, or damaged something.</summary>
    public const string RecordingDisk = "recording.disk";

    /// <summary>Our own programme comes back from a station's line.</summary>
    public const string StationEcho = "station.echo";

    /// <summary>No host has had a desk or a voice for a while; somebody may have taken over.</summary>
    public const string HostLost = "host.lost";

    /// <summary>Somebody tries whether she is told.</summary>
    public const string Test = "test";
}
