using System.Security.Cryptography.X509Certificates;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;
using TalksPlatform.Broadcast.Media.Outputs.Rtmp.Protocol;
using TalksPlatform.Broadcast.Media.Programme;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp;

/// <summary>Social platforms, which take a picture with the sound.</summary>
internal sealed class RtmpKind(PictureStreams pictures, BroadcastOptions options, TimeProvider time) : IProbedKind
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
        Trusted,
        time);

    /// <summary>What the server makes of the key shows on air: on some platforms it begins the broadcast.</summary>
    public async Task<OutputProbe> ProbeAsync(OutputConfiguration configuration, CancellationToken ct)
    {
        try
        {
            await ReachAsync(configuration.Target, ct);
            return new OutputProbe(IsProved: false);
        }
        catch (OutputException) when (configuration.Backup is not null)
        {
            await ReachAsync(configuration.Backup, ct);
            return new OutputProbe(IsProved: false, OnBackup: true);
        }
    }

    private X509Certificate2? Trusted => options.TrustedServers is { } file ? X509CertificateLoader.LoadCertificateFromFile(file) : null;

    private Task ReachAsync(string target, CancellationToken ct) => RtmpAddress.TryParse(target, out var address)
        ? RtmpPublisher.ReachAsync(address, Trusted, time, ct)
        : throw new OutputException(OutputException.Dns, "This is no address of an RTMP server.");
}
