using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Icecast;

/// <summary>Mounts of Icecast servers.</summary>
internal sealed class IcecastKind(TalkDirectory talks, TimeProvider time) : IProbedKind
{
    public string Kind => OutputConfiguration.Icecast;

    public bool RunsBeforeAir => false;

    public OutputConfiguration? Read(OutputRequest request) => AddressOf(request) is { } address
        ? new(Guid.CreateVersion7(), Kind, request.Name ?? "Icecast", address, null, request.User ?? "source", request.Password)
        {
            Format = request.Format == IcecastFormat.Mp3.Name ? null : request.Format,
            Leg = request.Leg,
        }
        : null;

    public IConfiguredOutput Create(OutputConfiguration configuration, TalkProgramme programme) => new IcecastOutput(
        configuration,
        () => talks.OpenTalks.FirstOrDefault(talk => talk.Id == programme.Talk) is { } talk ? ProgrammeTitle.Of(talk.State) : "",
        time);

    public Task<OutputProbe> ProbeAsync(OutputConfiguration configuration, CancellationToken ct) => IcecastProbe.RunAsync(configuration, ct);

    /// <summary>The server's address with the mount as its path; what somebody put in for a password is not kept there.</summary>
    private static string? AddressOf(OutputRequest output)
    {
        if (!Uri.TryCreate(output.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https" or "icecast") || url.UserInfo != "")
            return null;
        var mount = (output.Mount ?? url.AbsolutePath).Trim('/');
        var scheme = url.Scheme == "https" ? "https" : "http";
        return mount == "" ? null : new UriBuilder(scheme, url.Host, url.Port < 0 ? 8000 : url.Port, mount).Uri.AbsoluteUri;
    }
}
