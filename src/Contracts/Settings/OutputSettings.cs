using System.ComponentModel.DataAnnotations;

namespace TalksPlatform.Contracts;

/// <summary>Where a talk's programme goes, as its producers say it. Passwords and stream keys come in and never go out.</summary>
public interface ITalkOutputs
{
    /// <summary>What is configured.</summary>
    Task<IReadOnlyList<OutputSettings>> ListAsync(TalkId talk, CancellationToken ct);

    /// <summary>What runs at this moment, also what nobody configured; nothing while the talk's studio is not open here.</summary>
    IReadOnlyList<OutputStanding> Running(TalkId talk);

    /// <summary>Adds one, or puts it in the place of the same.</summary>
    /// <exception cref="Exception">A fault: output.address, output.too-many, output.key-again.</exception>
    Task AddAsync(TalkId talk, OutputRequest request, CancellationToken ct);

    /// <summary>Another form of one output; a password or key that is not given stays as it was, as long as it goes nowhere else.</summary>
    /// <exception cref="Exception">A fault: output.address, output.unknown, output.key-again.</exception>
    Task EditAsync(TalkId talk, Guid output, OutputRequest request, CancellationToken ct);

    /// <summary>Takes one into use, or out of it while its settings stay.</summary>
    /// <exception cref="Exception">A fault: output.unknown.</exception>
    Task SwitchAsync(TalkId talk, Guid output, bool enabled, CancellationToken ct);

    /// <summary>Forgets one.</summary>
    /// <exception cref="Exception">A fault: output.unknown.</exception>
    Task RemoveAsync(TalkId talk, Guid output, CancellationToken ct);

    /// <summary>Gives a talk the outputs of another one, with their passwords and keys, besides those that it has.</summary>
    Task TakeOverAsync(TalkId talk, TalkId from, CancellationToken ct);

    /// <summary>A tone down a station's line, for the engineer at its other end.</summary>
    /// <exception cref="Exception">A fault: output.unknown, output.no-line, output.on-air, talk.no-studio.</exception>
    void Test(TalkId talk, Guid output);
}

/// <summary>
/// One output as a producer writes it: {kind: "station", uri, codec?, mode?}, {kind: "icecast", url, mount, format?, user?, password?}
/// or {kind: "rtmp", url, key, backup?}; each with enabled?.
/// </summary>
public sealed record OutputRequest(
    [property: RegularExpression("station|icecast|rtmp")] string Kind,
    [property: StringLength(80)] string? Name = null,
    [property: StringLength(300)] string? Uri = null,
    [property: RegularExpression("g722|pcma|pcmu|opus|l16")] string? Codec = null,
    [property: StringLength(300)] string? Url = null,
    [property: StringLength(100)] string? Mount = null,
    [property: StringLength(100)] string? User = null,
    [property: StringLength(200)] string? Password = null,
    [property: RegularExpression("call|answer")] string? Mode = null,
    [property: RegularExpression("mp3|opus|aac")] string? Format = null,
    [property: RegularExpression("clean|radio|web")] string? Leg = null,
    [property: StringLength(300)] string? Backup = null,
    [property: StringLength(300)] string? Key = null,
    bool? Enabled = null)
{
    /// <summary>Without what is secret, which belongs in no log.</summary>
    public override string ToString() => $"{Kind} {Name}";
}

/// <summary>One output as it is configured.</summary>
/// <param name="Id">Stays while it is edited.</param>
/// <param name="Kind">station, icecast or rtmp.</param>
/// <param name="Name">For people.</param>
/// <param name="Target">A station's SIP address or who it is that calls us, Icecast's URL with its mount, RTMP's without its key.</param>
/// <param name="Codec">A station's dearest codec, or null.</param>
/// <param name="User">Who we are there, or null.</param>
/// <param name="HasPassword">There is a password or a key.</param>
/// <param name="Mode">A station's: answer, or null when we call it.</param>
/// <param name="Format">Icecast's: opus or aac, or null for MP3.</param>
/// <param name="Leg">clean, radio or web, or null for its kind's usual one.</param>
/// <param name="Backup">Its second address, or null.</param>
/// <param name="Enabled">It is in use.</param>
public sealed record OutputSettings(
    Guid Id, string Kind, string Name, string Target, string? Codec, string? User, bool HasPassword, string? Mode, string? Format, string? Leg,
    string? Backup, bool Enabled);

/// <summary>How an output does at this moment.</summary>
/// <param name="Id">Of a configured one; null of those that every talk has.</param>
/// <param name="Name">For people.</param>
/// <param name="Kind">Its kind, also recording, hls and mp3.</param>
/// <param name="State">starting, running, retrying or stopped.</param>
/// <param name="Reason">Why, in English, or null.</param>
/// <param name="Code">A word for the reason that stays the same, or null.</param>
public sealed record OutputStanding(Guid? Id, string Name, string Kind, string State, string? Reason, string? Code);
