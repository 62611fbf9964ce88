using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Foundation.Processes;

namespace TalksPlatform.Broadcast.Media.Outputs;

/// <summary>Says at the start, not in the middle of a programme, that the encoder is missing.</summary>
internal sealed class EncoderCheck(ILogger<EncoderCheck> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ChildProcess.RunAsync(new ChildCommand("ffmpeg", "-hide_banner", "-version"), cancellationToken);
        }
        catch (ChildProcessException missing)
        {
            logger.LogWarning(
                "There will be no live stream: {Reason} Install Debian's package ffmpeg. Recording and phones work without it", missing.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
