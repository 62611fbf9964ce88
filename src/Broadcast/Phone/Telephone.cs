using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalksPlatform.Broadcast.Media;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Phone;

/// <summary>The house's telephone: it rings for the switchboard, and calls stations.</summary>
internal sealed class Telephone(BroadcastOptions options, TimeProvider time, ILogger<Telephone> logger) : IHostedService, IAsyncDisposable
{
    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];
    private SipUserAgent? _agent;

    /// <summary>Takes every call that comes in. Set before the telephone starts.</summary>
    public Func<SipIncomingCall, Task>? Answer { get; set; }

    /// <summary>Where calls come in; known once it has started.</summary>
    public IPEndPoint EndPoint => Agent.LocalEndPoint;

    private SipUserAgent Agent => _agent ?? throw new InvalidOperationException("The telephone is not connected.");

    /// <exception cref="SipCallException">Refused, unreachable, unanswered, or no codec in common.</exception>
    /// <exception cref="FormatException">It is no SIP address.</exception>
    public Task<SipCall> CallAsync(string address, SipCallOptions how, CancellationToken ct) =>
        Agent.CallAsync(SipUri.Parse(address), how, ct);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var address = (await MediaAddress.ResolveAsync(options, cancellationToken)).ForTelephones;
        _agent = new SipUserAgent(new SipOptions
        {
            Bind = new IPEndPoint(address.Bind, options.SipPort),
            AdvertisedAddress = address.Advertised[0],
            RtpPorts = options.RtpPorts,
            DisplayName = nameof(TalksPlatform),
            AllowedNetworks = [.. Loopback, .. options.Phone.AllowedNetworks],
            PasswordOf = options.Phone.Passwords.Count > 0 ? options.Phone.Passwords.GetValueOrDefault : null,
            Trunks = options.Phone.Trunks,
            Tls = options.Phone.Tls,
            Encryption = options.Phone.Encryption,
            Profile = options.Phone.Profile,
            Time = time,
        })
        {
            IncomingCall = call => Answer is { } answer ? answer(call) : call.RejectAsync(480, ct: CancellationToken.None),
        };
        var troubles = new TroubleLog(logger, time);
        _agent.Troubled += (trouble, cause) => troubles.Tell($"Telephone: {trouble}", cause);
        _agent.TrunkChanged += Log;
        await _agent.StartAsync(cancellationToken);
        logger.LogInformation("Calls come in at SIP {EndPoint}", _agent.LocalEndPoint);
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _agent, null) is { } agent)
            await agent.DisposeAsync();
    }

    private void Log(SipTrunkState trunk)
    {
        if (trunk.Status is SipTrunkStatus.Failing)
            logger.LogWarning("Trunk {Trunk} fails: {Reason}", trunk.Name, trunk.Reason);
        else
            logger.LogInformation("Trunk {Trunk} is ready", trunk.Name);
    }
}
