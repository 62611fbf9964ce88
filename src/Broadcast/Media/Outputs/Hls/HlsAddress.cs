using System.Globalization;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Hls;

/// <summary>An address below a rung: /hls/{talk}/{rung}/{file}.</summary>
internal readonly record struct HlsAddress(TalkId Talk, HlsRung Rung, string File)
{
    public const string Root = "/hls/";

    public static HlsAddress? Parse(string path)
    {
        var rest = path.AsSpan(Root.Length);
        var talk = rest.IndexOf('/');
        var rung = rest.LastIndexOf('/');
        return talk > 0 && rung > talk && TalkId.TryParse(rest[..talk].ToString(), out var id) && HlsRung.Find(rest[(talk + 1)..rung]) is { } found
            ? new HlsAddress(id, found, rest[(rung + 1)..].ToString())
            : null;
    }

    /// <summary>It names what may lie on disk: an initialisation or a segment, and nothing else.</summary>
    public bool IsFile => IsNumber(File.AsSpan(), "init-", ".mp4", out _) || IsNumber(File, "", ".m4s", out _) || File == "init.mp4";

    /// <summary>The segment or the part that it names; a part's run is not looked at.</summary>
    public (long Segment, int? Part)? Piece
    {
        get
        {
            if (IsNumber(File, "", ".m4s", out var number))
                return (number, null);
            var dot = File.IndexOf('.', StringComparison.Ordinal);
            var dash = File.IndexOf('-', StringComparison.Ordinal);
            return dot > 0 && dash > dot
                && IsNumber(File.AsSpan(0, dot), "", "", out var segment)
                && IsNumber(File.AsSpan(dot + 1, dash - dot - 1), "", "", out var part)
                    ? (segment, (int)part)
                    : null;
        }
    }

    private static bool IsNumber(ReadOnlySpan<char> name, string before, string after, out long number)
    {
        number = 0;
        if (!name.StartsWith(before, StringComparison.Ordinal) || !name.EndsWith(after, StringComparison.Ordinal) || name.Length <= before.Length + after.Length)
            return false;
        var digits = name[before.Length..^after.Length];
        return digits.Length < 10 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
