using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Server.Demo;

/// <summary>A telephone of somebody outside: a caller who dials in, or the studio of a station that is called.</summary>
internal sealed class DemoTelephone : IAsyncDisposable
{
    private readonly SipUserAgent _agent;
    private readonly VoicePlayer _player;
    private readonly TaskCompletionSource<SipCall> _rang = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile SipCall? _call;

    private DemoTelephone(SipUserAgent agent, TimeProvider time)
    {
        _agent = agent;
        _player = new VoicePlayer(frame => _call?.Sender.Send(frame), Hear, time);
    }

    /// <summary>How it can be called.</summary>
    public SipUri Address => new("studio", _agent.LocalEndPoint.Address.ToString(), _agent.LocalEndPoint.Port);

    /// <summary>What came out of the receiver, 48 kHz mono.</summary>
    public float[] Heard => _player.Heard;

    /// <summary>Calls that were answered, first ones and repeats.</summary>
    public int Calls { get; private set; }

    /// <summary>The codec of the last call.</summary>
    public AudioCodec? Codec => _call?.Codec;

    /// <summary>A telephone on a free port of the loopback, which answers whoever calls.</summary>
    public static async Task<DemoTelephone> ConnectAsync(
        IReadOnlyList<AudioCodec> codecs, TimeProvider time, CancellationToken ct)
    {
        var agent = new SipUserAgent(new SipOptions
        {
            Bind = new IPEndPoint(IPAddress.Loopback, 0),
            Codecs = codecs,
            User = "demo",
            Time = time,
        });
        var telephone = new DemoTelephone(agent, time);
        agent.IncomingCall = async ringing => telephone.Take(await ringing.AcceptAsync(CancellationToken.None));
        await agent.StartAsync(ct);
        return telephone;
    }

    /// <summary>Dials, and comes back after the line was lost, as people do.</summary>
    public async Task DialAsync(SipUri number, CancellationToken ct) => Take(await _agent.CallAsync(number, ct: ct));

    /// <summary>Completes when somebody has called and was answered.</summary>
    public Task RangAsync(CancellationToken ct) => _rang.Task.WaitAsync(ct);

    /// <summary>Presses keys.</summary>
    public void Press(string keys)
    {
        foreach (var key in keys)
            _call?.Sender.SendDigit(key);
    }

    /// <summary>Says something; the task ends when it is said.</summary>
    public Task SayAsync(float[] voice, CancellationToken ct) => _player.SayAsync(voice, ct);

    /// <summary>Hangs up.</summary>
    public Task HangUpAsync(CancellationToken ct) => _call?.HangUpAsync(ct) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _player.DisposeAsync();
        await _agent.DisposeAsync();
    }

    private void Take(SipCall call)
    {
        _call = call;
        Calls++;
        _rang.TrySetResult(call);
    }

    private bool Hear(Span<float> frame)
    {
        if (_call?.Receiver is { } receiver)
            return receiver.Read(frame);
        frame.Clear();
        return false;
    }
}
