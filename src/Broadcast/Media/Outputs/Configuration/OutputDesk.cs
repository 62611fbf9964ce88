using TalksPlatform.Broadcast.Media.Outputs.Icecast;
using TalksPlatform.Broadcast.Media.Outputs.StudioLink;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Phone;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Configuration;

/// <summary>Makes outputs of what was asked for.</summary>
internal sealed class OutputDesk(OutputBook book, Telephone telephone, BroadcastOptions options, TimeProvider time)
{
    /// <summary>Those of the talk, and the Icecast server that every programme goes to.</summary>
    public async Task<IReadOnlyList<OutputConfiguration>> ReadAsync(TalkId talk, CancellationToken ct)
    {
        var configured = await book.ReadAsync(talk, ct);
        return options.IcecastUrl is { } always ? [.. configured, Always(new Uri(always))] : configured;
    }

    public IConfiguredOutput Create(OutputConfiguration configuration, TalkProgramme programme) =>
        configuration.Kind == OutputConfiguration.Station
            ? new StudioLinkOutput(configuration, programme, telephone)
            : new IcecastOutput(configuration, time);

    private static OutputConfiguration Always(Uri url)
    {
        var user = url.UserInfo.Split(':', 2);
        return new OutputConfiguration(
            Guid.Empty,
            OutputConfiguration.Icecast,
            "Icecast",
            new UriBuilder("http", url.Host, url.Port < 0 ? 8000 : url.Port, url.AbsolutePath).Uri.AbsoluteUri,
            Codec: null,
            Uri.UnescapeDataString(user[0]),
            user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null);
    }
}
