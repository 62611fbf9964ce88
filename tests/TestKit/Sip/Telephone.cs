using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.TestKit.Sip;

/// <summary>A user agent on loopback that keeps who rings, for a test to answer.</summary>
public sealed class Telephone : IAsyncDisposable
{
    private readonly Channel<SipIncomingCall> _ringing = Channel.CreateUnbounded<SipIncomingCall>();

    private Telephone(SipOptions options)
    {
        Agent = new SipUserAgent(options);
        Agent.IncomingCall = call => _ringing.Writer.WriteAsync(call).AsTask();
        Agent.Troubled += (what, failure) => Troubles.Add($"{what}: {failure}");
    }

    /// <summary>The agent itself.</summary>
    public SipUserAgent Agent { get; }

    /// <summary>What it complained of.</summary>
    public ConcurrentBag<string> Troubles { get; } = [];

    /// <summary>Where it is called.</summary>
    public SipUri Address => new("talk", "127.0.0.1", Agent.LocalEndPoint.Port);

    /// <summary>Puts one into service.</summary>
    public static async Task<Telephone> PlugInAsync(Func<SipOptions, SipOptions>? configure = null)
    {
        var options = new SipOptions { Bind = new IPEndPoint(IPAddress.Loopback, 0) };
        var telephone = new Telephone(configure?.Invoke(options) ?? options);
        await telephone.Agent.StartAsync();
        return telephone;
    }

    /// <summary>The next call that rings here.</summary>
    public async Task<SipIncomingCall> RingsAsync() =>
        await _ringing.Reader.ReadAsync(new CancellationTokenSource(Eventually.Patience).Token);

    /// <summary>Calls another telephone, which answers.</summary>
    public async Task<(SipCall Ours, SipCall Theirs)> CallAsync(Telephone other, SipCallOptions? options = null)
    {
        var calling = Agent.CallAsync(other.Address, options);
        var theirs = await (await other.RingsAsync()).AcceptAsync();
        return (await calling, theirs);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Agent.DisposeAsync();
}
