using System.ComponentModel.DataAnnotations;

namespace TalksPlatform.Broadcast.Media.Outputs.Configuration;

/// <summary>
/// One output as a host writes it: {kind: "station", uri, codec?, mode?}, {kind: "icecast", url, mount, format?, user?, password?}
/// or {kind: "rtmp", url, key, backup?}.
/// </summary>
internal sealed record OutputRequest(
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
    [property: StringLength(300)] string? Key = null)
{
    /// <summary>Without what is secret, which belongs in no log.</summary>
    public override string ToString() => $"{Kind} {Name}";
}

/// <summary>One output as it is configured.</summary>
internal sealed record OutputSettings(
    Guid Id, string Kind, string Name, string Target, string? Codec, string? User, bool HasPassword, string? Mode, string? Format, string? Leg, string? Backup)
{
    public static OutputSettings Of(OutputConfiguration output) => new(
        output.Id, output.Kind, output.Name, output.Target, output.Codec, output.UserName, output.Password is not null,
        output.Mode, output.Format, output.Leg, output.Backup);
}
