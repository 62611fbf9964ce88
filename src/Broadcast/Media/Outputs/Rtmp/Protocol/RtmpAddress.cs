using System.Diagnostics.CodeAnalysis;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Protocol;

/// <summary>Where a stream is published, without its key.</summary>
/// <param name="App">The path on the server, e.g. live2?backup=1.</param>
internal sealed record RtmpAddress(string Host, int Port, bool IsEncrypted, string App)
{
    private const int UsualPort = 1935;
    private const int EncryptedPort = 443;

    /// <summary>As platforms write it.</summary>
    public string Url => Write(withPort: !IsUsualPort);

    private bool IsUsualPort => Port == (IsEncrypted ? EncryptedPort : UsualPort);

    /// <summary>Reads rtmp://host[:port]/app or rtmps://…; no name or password may stand in it.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RtmpAddress? address)
    {
        address = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("rtmp" or "rtmps") || url.UserInfo != "" || url.Host == "")
            return false;
        var app = url.AbsolutePath.Trim('/');
        if (app == "")
            return false;
        var encrypted = url.Scheme == "rtmps";
        address = new RtmpAddress(url.IdnHost, url.Port > 0 ? url.Port : encrypted ? EncryptedPort : UsualPort, encrypted, app + url.Query);
        return true;
    }

    private string Write(bool withPort)
    {
        var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host.Trim('[', ']')}]" : Host;
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{(IsEncrypted ? "rtmps" : "rtmp")}://{host}{(withPort ? $":{Port}" : "")}/{App}");
    }
}
