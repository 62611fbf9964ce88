using System.Net;
using System.Net.Sockets;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sip;

/// <summary>The sound of one call: plain RTP and RTCP over a pair of sockets.</summary>
internal sealed class CallAudio : IRtpTransport, IAsyncDisposable
{
    private readonly RtpPort _port;
    private readonly TimeProvider _time;
    private readonly SourceLatch _voice = new();
    private readonly SourceLatch _control = new();
    private readonly RtcpReporter _reporter;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _receiving;
    private readonly ITimer _reports;
    private long _heardAt;
    private int _disposed;

    public CallAudio(RtpPort port, AudioFormat format, EncoderOptions encoder, string name, TimeProvider time)
    {
        _port = port;
        _time = time;
        _heardAt = time.GetTimestamp();
        Receiver = new AudioReceiver(format, new JitterOptions { Time = time });
        Sender = new AudioSender(format, this, encoder, time);
        _reporter = new RtcpReporter(Sender, Receiver, name, time);
        _receiving = Task.WhenAll(
            ReceiveAsync(port.Rtp, _voice, packet => Receiver.Receive(packet)),
            ReceiveAsync(port.Rtcp, _control, packet =>
            {
                _reporter.Receive(packet);
                return true;
            }));
        _reports = time.CreateTimer(_ => SendReport(goodbye: false), null, RtcpReporter.Interval, RtcpReporter.Interval);
    }

    public AudioReceiver Receiver { get; }

    public AudioSender Sender { get; }

    /// <summary>False while the far end does not want to hear us.</summary>
    public bool MaySend { get; set; } = true;

    /// <summary>How long nothing was heard.</summary>
    public TimeSpan Silence => _time.GetElapsedTime(Volatile.Read(ref _heardAt));

    /// <summary>The signalling says where the far end is.</summary>
    public void Target(IPEndPoint? voice)
    {
        if (voice is not null && voice.AddressFamily != _port.Advertised.AddressFamily)
            return;
        _voice.State(voice);
        _control.State(voice is null ? null : new IPEndPoint(voice.Address, Math.Min(voice.Port + 1, IPEndPoint.MaxPort)));
    }

    /// <summary>The silence so far was meant: count anew.</summary>
    public void ForgiveSilence() => Volatile.Write(ref _heardAt, _time.GetTimestamp());

    public void SendRtp(ReadOnlySpan<byte> packet)
    {
        if (MaySend)
            Send(_port.Rtp, packet, _voice.Target);
    }

    public void SendRtcp(ReadOnlySpan<byte> packet) => Send(_port.Rtcp, packet, _control.Target);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _reports.DisposeAsync();
        SendReport(goodbye: true);
        await _stop.CancelAsync();
        await _receiving;
        _port.Dispose();
        Receiver.Dispose();
        Sender.Dispose();
        _stop.Dispose();
    }

    private static void Send(Socket socket, ReadOnlySpan<byte> packet, SocketAddress? target)
    {
        if (target is null)
            return;
        try
        {
            socket.SendTo(packet, SocketFlags.None, target);
        }
        catch (SocketException)
        {
            // Unreachable or full: this packet is lost, the next one comes in 20 ms.
        }
        catch (ObjectDisposedException)
        {
            // The call is over.
        }
    }

    private void SendReport(bool goodbye)
    {
        Span<byte> buffer = stackalloc byte[320];
        SendRtcp(buffer[.._reporter.WriteReport(buffer, goodbye)]);
    }

    private async Task ReceiveAsync(Socket socket, SourceLatch latch, Receive receive)
    {
        var buffer = new byte[RtpPacket.MaxLength + 1];
        var source = new SocketAddress(socket.AddressFamily);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var length = await socket.ReceiveFromAsync(buffer, SocketFlags.None, source, _stop.Token);
                if (!latch.Admits(source) || !receive(buffer.AsSpan(0, length)))
                    continue;
                latch.Take(source);
                if (latch == _voice)
                    ForgiveSilence();
            }
            catch (SocketException)
            {
                // An ICMP error of an earlier packet.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private delegate bool Receive(ReadOnlySpan<byte> packet);
}
