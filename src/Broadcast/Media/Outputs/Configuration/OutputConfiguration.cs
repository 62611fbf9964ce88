namespace TalksPlatform.Broadcast.Media.Outputs.Configuration;

/// <summary>An output that somebody asked for. Two that are equal are the same output, so nothing is restarted for them.</summary>
/// <param name="Id">Stays while kind and target do; a station's return takes it as its voice's.</param>
/// <param name="Kind">station or icecast.</param>
/// <param name="Name">For people, e.g. "Radio 103.7".</param>
/// <param name="Target">A station's SIP address, or icecast's URL with its mount.</param>
/// <param name="Codec">A station's dearest codec, or null.</param>
/// <param name="UserName">Who we are there, or null.</param>
/// <param name="Password">What we prove it with, or null.</param>
internal sealed record OutputConfiguration(
    Guid Id, string Kind, string Name, string Target, string? Codec, string? UserName, string? Password)
{
    public const string Station = "station";
    public const string Icecast = "icecast";

    /// <summary>Without the password, which belongs in no log.</summary>
    public override string ToString() => $"{Kind} {Name}";
}

/// <summary>An output that runs because somebody asked for it.</summary>
internal interface IConfiguredOutput : IOutput
{
    OutputConfiguration Configuration { get; }
}
