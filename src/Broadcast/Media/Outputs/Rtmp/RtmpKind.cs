using System.Security.Cryptography.X509Certificates;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;
using TalksPlatform.Broadcast.Media.Outputs.Rtmp.Protocol;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp;

/// <summary>Social platforms, which take a picture with the sound.</summary>
internal sealed class RtmpKind(PictureStreams pictures, BroadcastOptions options, TimeProvider time) : IOutputKind
{
    public string Kind => OutputConfiguration.Rtmp;

    public bool RunsBeforeAir => false;

    public OutputConfiguration? Read(OutputRequest request)
    {
        if (!RtmpAddress.TryParse(request.Url, out var address) || string.IsNullOrWhiteSpace(request.Key ?? request.Password))
            return null;
        if (request.Backup is not null && !RtmpAddress.TryParse(request.Backup, out _))
            return null;
        return new OutputConfiguration(
            Guid.CreateVersion7(), Kind, request.Name ?? address.Host, address.Url, null, null, (request.Key ?? request.Password)!.Trim())
        {
            Backup = RtmpAddress.TryParse(request.Backup, out var backup) ? backup.Url : null,
        };
    }

    public IConfiguredOutput Create(OutputConfiguration configuration, TalkProgramme programme) => new RtmpOutput(
        configuration,
        programme,
        pictures,
        options.TrustedServers is { } file ? X509CertificateLoader.LoadCertificateFromFile(file) : null,
        time);
}
