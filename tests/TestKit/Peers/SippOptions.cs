using System.Net;

namespace TalksPlatform.TestKit.Peers;

/// <summary>What a SIPp is to do.</summary>
/// <param name="Scenario">A file of its language, or the name of a scenario that it brings along: uac, uas.</param>
public sealed record SippOptions(string Scenario)
{
    /// <summary>Whom it calls; null when it waits to be called.</summary>
    public IPEndPoint? Target { get; init; }

    /// <summary>Whether by TCP: one connection for all calls.</summary>
    public bool ByTcp { get; init; }

    /// <summary>How many calls it makes or takes.</summary>
    public int Calls { get; init; } = 1;

    /// <summary>New calls a second, where it calls.</summary>
    public int CallsPerSecond { get; init; } = 10;

    /// <summary>How long its built-in caller stays.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Whom it asks for.</summary>
    public string User { get; init; } = "talk";

    /// <summary>Whether it sends back all sound that it hears.</summary>
    public bool Echoes { get; init; }

    /// <summary>What its scenario finds as voice.ulaw, at 8 kHz; null for nothing.</summary>
    public float[]? Says { get; init; }

    /// <summary>Whether it repeats and sorts out repeated messages by itself; a scenario about repeats does that.</summary>
    public bool Repeats { get; init; } = true;
}
