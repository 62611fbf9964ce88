using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Media.Outputs.Configuration;

/// <summary>An output that somebody asked for. Two that are equal are the same output, so nothing is restarted for them.</summary>
/// <param name="Id">Stays while kind and target do; a station's return takes it as its voice's.</param>
/// <param name="Kind">station, icecast or rtmp.</param>
/// <param name="Name">For people, e.g. "Radio 103.7".</param>
/// <param name="Target">A station's SIP address, icecast's URL with its mount, or RTMP's without its key.</param>
/// <param name="Codec">A station's dearest codec, or null.</param>
/// <param name="UserName">Who we are there, or who the station is that calls us; or null.</param>
/// <param name="Password">What we prove it with, RTMP's stream key, or null.</param>
internal sealed record OutputConfiguration(
    Guid Id, string Kind, string Name, string Target, string? Codec, string? UserName, string? Password)
{
    private static readonly Fault KeyAgain = new("output.key-again", FaultKind.Conflict,
        "The address has changed, and a key or password is kept for its own address alone. Enter it again.");

    public const string Station = "station";
    public const string Icecast = "icecast";
    public const string Rtmp = "rtmp";

    /// <summary>A station's: call, or answer when it calls us; null is call.</summary>
    public string? Mode { get; init; }

    /// <summary>Icecast's: mp3, opus or aac; null is mp3.</summary>
    public string? Format { get; init; }

    /// <summary>clean, radio or web; null is its kind's usual one.</summary>
    public string? Leg { get; init; }

    /// <summary>Where it goes when its target fails, or null.</summary>
    public string? Backup { get; init; }

    /// <summary>It is in use; else only its settings are kept.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The programme's leg that it takes.</summary>
    public ProgrammeLeg LegOr(ProgrammeLeg usual) => Enum.TryParse<ProgrammeLeg>(Leg, ignoreCase: true, out var leg) ? leg : usual;

    /// <summary>The other stands in the place of this one: an account's address of a platform is the same for all its keys.</summary>
    public bool IsSame(OutputConfiguration other) =>
        (Kind, Target) == (other.Kind, other.Target) && (Kind != Rtmp || Name == other.Name) && Mode == other.Mode;

    /// <summary>
    /// This one with the password of the one whose place it takes, where none is given. What was given for one address goes to
    /// no other, or whoever edits an output could have it sent to herself.
    /// </summary>
    /// <exception cref="FaultException">output.key-again: it goes elsewhere now.</exception>
    public OutputConfiguration Keeping(OutputConfiguration before)
    {
        if (Password is not null || before.Password is null)
            return this;
        var goesElsewhere = (Kind, Target) != (before.Kind, before.Target) || (Backup is not null && Backup != before.Backup);
        return goesElsewhere ? throw KeyAgain.AsException() : this with { Password = before.Password };
    }

    /// <summary>Without the password, which belongs in no log.</summary>
    public override string ToString() => $"{Kind} {Name}";
}

/// <summary>An output that runs because somebody asked for it.</summary>
internal interface IConfiguredOutput : IOutput
{
    OutputConfiguration Configuration { get; }
}
