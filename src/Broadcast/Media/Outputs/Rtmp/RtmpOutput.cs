using System.Security.Cryptography.X509Certificates;
using TalksPlatform.Broadcast.Media.Outputs.Configuration;
using TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;
using TalksPlatform.Broadcast.Media.Outputs.Rtmp.Protocol;
using TalksPlatform.Broadcast.Media.Programme;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp;

/// <summary>
/// Sends the talk's picture to one social platform. All of them share the picture; what one runs into, the others don't
/// hear of. After a failure the other address has its turn, if there are two.
/// </summary>
internal sealed class RtmpOutput(
    OutputConfiguration configuration, TalkProgramme programme, PictureStreams pictures, X509Certificate2? trusted, TimeProvider time) : IConfiguredOutput
{
    private bool _onBackup;

    public OutputConfiguration Configuration => configuration;

    public string Name => configuration.Name;

    public string Kind => configuration.Kind;

    public async Task RunAsync(OutputHealth health, CancellationToken ct)
    {
        try
        {
            await PublishAsync(health, ct);
        }
        catch when (configuration.Backup is not null && !ct.IsCancellationRequested)
        {
            _onBackup = !_onBackup;
            throw;
        }
    }

    private async Task PublishAsync(OutputHealth health, CancellationToken ct)
    {
        if (!RtmpAddress.TryParse(_onBackup ? configuration.Backup : configuration.Target, out var address))
            throw new OutputException(OutputException.Dns, "This is no address of an RTMP server.");
        var key = configuration.Password ?? "";
        await using var publisher = await RtmpPublisher.ConnectAsync(address, key, trusted, time, ct);
        await using var use = await pictures.TakeAsync(programme, ct);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var listening = publisher.ListenAsync(ending.Token);
        try
        {
            await foreach (var tag in use.Picture.ReadAsync(ct))
            {
                if (listening.IsCompleted)
                    await listening;
                await publisher.SendAsync(tag, ct);
                health.Running(onBackup: _onBackup);
            }
            await publisher.EndAsync(key, ct);
        }
        finally
        {
            await ending.CancelAsync();
            await listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
