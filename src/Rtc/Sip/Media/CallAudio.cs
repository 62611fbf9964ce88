using System.Net;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Datagrams;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Srtp;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// The sound of one call: RTP and RTCP, plain or protected, over a pair of sockets. What arrives is taken by the thread of
/// all calls, straight into the jitter buffer; what is said leaves on the sender's own thread.
/// </summary>
internal sealed class CallAudio : IRtpTransport, IAsyncDisposable
{
    private readonly RtpPort _port;
    private readonly TimeProvider _time;
    private readonly CallShield _shield = new();
    private readonly SourceLatch _voice;
    private readonly ReportLatch _control;
    private readonly RtcpReporter _reporter;
    private readonly IDisposable[] _listening;
    private readonly ITimer _reports;
    private volatile bool _maySend = true;
    private volatile bool _mayHear = true;
    private volatile bool _sharesPort;
    private long _heardAt;
    private long _refused;
    private int _disposed;

    public CallAudio(
        RtpPort port, MediaReceiver network, AudioFormat format, EncoderOptions encoder, string name, TimeProvider time)
    {
        _port = port;
        _time = time;
        _heardAt = time.GetTimestamp();
        _voice = new SourceLatch(time);
        _control = new ReportLatch(_voice);
        Receiver = new AudioReceiver(format, new JitterOptions { Time = time });
        Sender = new AudioSender(format, this, encoder, time);
        _reporter = new RtcpReporter(Sender, Receiver, name, time);
        _listening = [network.Listen(port.Rtp, Take), network.Listen(port.Rtcp, TakeReport)];
        _reports = time.CreateTimer(_ => Report(), null, RtcpReporter.Interval, RtcpReporter.Interval);
        SipMeters.Add(this);
    }

    public AudioReceiver Receiver { get; }

    public AudioSender Sender { get; }

    /// <summary>From here to the far end and back; null until it has answered a report of ours.</summary>
    public TimeSpan? RoundTrip => _reporter.RoundTrip;

    /// <summary>Packets that may have been sound and came from a source that is not believed.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Whether the far end may send its voice.</summary>
    public bool MayHear => _mayHear;

    /// <summary>How long nothing was heard.</summary>
    public TimeSpan Silence => _time.GetElapsedTime(Volatile.Read(ref _heardAt));

    /// <summary>
    /// Takes what was agreed into use, at first or in mid-call: codec, packet time, direction, addresses and keys. What is
    /// being heard and said goes on without a gap. The signalling's thread only.
    /// </summary>
    /// <param name="agreement">What both ends agreed on.</param>
    /// <param name="signalling">Where the far end signals from: behind NAT its voice comes from there too.</param>
    public void Change(AudioAgreement agreement, IPAddress? signalling = null)
    {
        Receiver.Change(agreement.Format);
        Sender.Change(agreement.Format);
        _shield.Change(agreement.Keys);
        _sharesPort = agreement.SharesPort;
        var (mayHear, maySend) = (agreement.Direction.HasFlag(MediaDirection.RecvOnly), !agreement.Holds);
        if ((mayHear, maySend) != (_mayHear, _maySend))
            ForgiveSilence();
        (_mayHear, _maySend) = (mayHear, maySend);
        _voice.State(agreement.Voice, signalling);
        _control.State(agreement.Control);
    }

    public void SendRtp(ReadOnlySpan<byte> packet)
    {
        if (_maySend && _voice.Goal is { } goal)
            Send(_port.Rtp, packet, goal.Address, isReport: false);
    }

    public void SendRtcp(ReadOnlySpan<byte> packet)
    {
        if (_control.Goal is not { } goal)
            return;
        if (_sharesPort)
            Send(_port.Rtp, packet, _voice.Goal!.Address, isReport: true);
        else
            Send(_port.Rtcp, packet, goal, isReport: true);
    }

    /// <summary>Tells the far end how its voice arrives (RFC 3550 §6.4); done by itself every five seconds.</summary>
    public void Report(bool goodbye = false)
    {
        Span<byte> buffer = stackalloc byte[320];
        SendRtcp(buffer[.._reporter.WriteReport(buffer, goodbye)]);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _reports.DisposeAsync();
        Report(goodbye: true);
        foreach (var listening in _listening)
            listening.Dispose();
        _port.Dispose();
        Receiver.Dispose();
        Sender.Dispose();
        _shield.Dispose();
        SipMeters.Remove(this);
    }

    private void Take(Span<byte> datagram, TransportAddress from)
    {
        if (_sharesPort && RtpPacket.IsRtcp(datagram))
            TakeReport(datagram, from);
        else
            TakeVoice(datagram, from);
    }

    private void TakeVoice(Span<byte> datagram, TransportAddress from)
    {
        var packet = datagram[.._shield.Open(datagram, isReport: false)];
        if (Receiver.Knows(packet, out var ssrc, out var sequence) && !_voice.Hears(from, ssrc, sequence, _shield.IsOn))
            Interlocked.Increment(ref _refused);
        else if (_mayHear && Receiver.Receive(packet))
            ForgiveSilence();
    }

    private void TakeReport(Span<byte> datagram, TransportAddress from)
    {
        var packet = datagram[.._shield.Open(datagram, isReport: true)];
        if (RtpPacket.IsRtcp(packet) && _control.Hears(from, _shield.IsOn))
            _reporter.Receive(packet);
    }

    private void ForgiveSilence() => Volatile.Write(ref _heardAt, _time.GetTimestamp());

    private void Send(DatagramSocket socket, scoped ReadOnlySpan<byte> packet, TransportAddress target, bool isReport)
    {
        if (!_shield.IsOn)
        {
            socket.Send(packet, target);
            return;
        }

        Span<byte> buffer = stackalloc byte[(2 * RtpPacket.MaxLength) + SrtpProfile.MaxOverhead];
        packet.CopyTo(buffer);
        var length = _shield.Protect(buffer, packet.Length, isReport);
        if (length > 0)
            socket.Send(buffer[..length], target);
    }
}
