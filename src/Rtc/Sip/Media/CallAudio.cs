using System.Net;
using System.Net.Sockets;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Srtp;

namespace TalksPlatform.Rtc.Sip;

/// <summary>The sound of one call: RTP and RTCP, plain or protected, over a pair of sockets.</summary>
internal sealed class CallAudio : IRtpTransport, IAsyncDisposable
{
    private readonly RtpPort _port;
    private readonly TimeProvider _time;
    private readonly CallShield _shield = new();
    private readonly SourceLatch _voice = new();
    private readonly SourceLatch _control = new();
    private readonly RtcpReporter _reporter;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _receiving;
    private readonly ITimer _reports;
    private volatile bool _maySend = true;
    private volatile bool _mayHear = true;
    private volatile bool _reportsWanted = true;
    private volatile bool _sharesPort;
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
            ReceiveAsync(port.Rtp, _voice, packet => _sharesPort && RtpPacket.IsRtcp(packet) ? TakeReport(packet) : TakeVoice(packet)),
            ReceiveAsync(port.Rtcp, _control, TakeReport));
        _reports = time.CreateTimer(_ => SendReport(goodbye: false), null, RtcpReporter.Interval, RtcpReporter.Interval);
    }

    public AudioReceiver Receiver { get; }

    public AudioSender Sender { get; }

    /// <summary>Whether the far end may send its voice.</summary>
    public bool MayHear => _mayHear;

    /// <summary>How long nothing was heard.</summary>
    public TimeSpan Silence => _time.GetElapsedTime(Volatile.Read(ref _heardAt));

    /// <summary>
    /// Takes what was agreed into use, at first or in mid-call: codec, packet time, direction, addresses and keys. What is
    /// being heard and said goes on without a gap. The signalling's thread only.
    /// </summary>
    public void Change(AudioAgreement agreement)
    {
        Receiver.Change(agreement.Format);
        Sender.Change(agreement.Format);
        _shield.Change(agreement.Keys);
        _sharesPort = agreement.SharesPort;
        _reportsWanted = agreement.Control is not null;
        var (mayHear, maySend) = (agreement.Direction.HasFlag(MediaDirection.RecvOnly), !agreement.Holds);
        if ((mayHear, maySend) != (_mayHear, _maySend))
            ForgiveSilence();
        (_mayHear, _maySend) = (mayHear, maySend);
        if (IsReachable(agreement.Voice))
            _voice.State(agreement.Voice);
        if (IsReachable(agreement.Control))
            _control.State(agreement.Control);
    }

    /// <summary>The silence so far was meant: count anew.</summary>
    public void ForgiveSilence() => Volatile.Write(ref _heardAt, _time.GetTimestamp());

    public void SendRtp(ReadOnlySpan<byte> packet)
    {
        if (_maySend)
            Send(_port.Rtp, packet, _voice.Target, isReport: false);
    }

    public void SendRtcp(ReadOnlySpan<byte> packet)
    {
        if (_sharesPort)
            Send(_port.Rtp, packet, _voice.Target, isReport: true);
        else if (_reportsWanted)
            Send(_port.Rtcp, packet, _control.Target, isReport: true);
    }

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
        _shield.Dispose();
        _stop.Dispose();
    }

    private bool TakeVoice(Span<byte> packet)
    {
        var length = _shield.Open(packet, isReport: false);
        if (length == 0 || !Receiver.Receive(packet[..length]))
            return false;
        ForgiveSilence();
        return true;
    }

    private bool TakeReport(Span<byte> packet)
    {
        var length = _shield.Open(packet, isReport: true);
        _reporter.Receive(packet[..length]);
        return length > 0;
    }

    private bool IsReachable(IPEndPoint? address) => address is null || address.AddressFamily == _port.Advertised.AddressFamily;

    private void Send(Socket socket, scoped ReadOnlySpan<byte> packet, SocketAddress? target, bool isReport)
    {
        if (target is null)
            return;
        Span<byte> buffer = stackalloc byte[(2 * RtpPacket.MaxLength) + SrtpProfile.MaxOverhead];
        if (_shield.IsOn)
        {
            packet.CopyTo(buffer);
            packet = buffer[.._shield.Protect(buffer, packet.Length, isReport)];
            if (packet.IsEmpty)
                return;
        }

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
        var buffer = new byte[RtpPacket.MaxReceivedLength + SrtpProfile.MaxOverhead];
        var source = new SocketAddress(socket.AddressFamily);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var length = await socket.ReceiveFromAsync(buffer, SocketFlags.None, source, _stop.Token);
                if (!latch.Admits(source) || !receive(buffer.AsSpan(0, length)))
                    continue;
                latch.Take(source);
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

    private delegate bool Receive(Span<byte> packet);
}
