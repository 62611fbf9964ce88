using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Rtc.WebRtc;

namespace TalksPlatform.Broadcast.Media.Whip;

/// <summary>The UDP port at which all browsers' sound comes in and goes out, and the TCP port for those without UDP.</summary>
internal sealed class WebRtcPort(BroadcastOptions options, TimeProvider time, ILogger<WebRtcPort> logger) : IHostedService, IAsyncDisposable
{
    private RtcEndpoint? _endpoint;

    /// <exception cref="InvalidOperationException">The server has not started yet, or stops.</exception>
    public RtcEndpoint Endpoint => _endpoint ?? throw new InvalidOperationException("The WebRTC port is not open.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var address = await MediaAddress.ResolveAsync(options, cancellationToken);
        _endpoint = new RtcEndpoint(new RtcEndpointOptions
        {
            Bind = new IPEndPoint(address.Bind, options.UdpPort),
            TcpBind = options.OffersTcp ? new IPEndPoint(address.Bind, options.TcpPort ?? options.UdpPort) : null,
            AdvertisedAddresses = address.Advertised,
            TimeProvider = time,
        });
        var troubles = new TroubleLog(logger, time);
        _endpoint.Failed += failure => troubles.Tell("WebRTC: a peer or one of its packets failed", failure);
        _endpoint.Start();
        logger.LogInformation(
            "Browsers' sound comes in at UDP {EndPoint} and TCP {TcpEndPoint}, known as {Addresses}",
            _endpoint.LocalEndPoint, _endpoint.LocalTcpEndPoint, address.Advertised);
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _endpoint, null) is { } endpoint)
            await endpoint.DisposeAsync();
    }
}
