using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using TalksPlatform.Rtc.Datagrams;
using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Ice.Tcp;
using TalksPlatform.Rtc.Native;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Srtp;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// The side that offers: a speaker or listener without a browser, for demonstrations, load and relays. It controls ICE
/// towards one server, ICE-lite or not, and takes the active part in DTLS.
/// </summary>
public sealed class RtcClient : IAsyncDisposable
{
    private const byte OpusPayloadType = 111; // as browsers number it
    private const byte DigitPayloadType = 110;
    private const int MaxDatagram = 2048;

    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan HeadStartOfUdp = TimeSpan.FromMilliseconds(500);

    private readonly RtcClientOptions _options;
    private readonly DatagramSocket _socket;
    private readonly TcpDialler _tcp;
    private readonly DatagramSwitch _network;
    private readonly DtlsContext _dtls;
    private readonly IceCredentials _credentials = IceCredentials.Generate();
    private readonly PeerSession _session;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private IceControllingAgent? _ice;
    private Task _running = Task.CompletedTask;
    private bool _disposed;

    private RtcClient(IPEndPoint bind, RtcClientOptions options)
    {
        if (!options.Send && !options.Receive)
            throw new ArgumentException("A client sends, receives, or both.", nameof(options));

        _options = options;
        _socket = new DatagramSocket(bind, DatagramSocket.ManyPeers);
        _tcp = new TcpDialler(Receive, options.TimeProvider);
        _tcp.Opened += path => WithIce(ice => ice.Add(path));
        _tcp.Lost += path => WithIce(ice => ice.Remove(path));
        _network = new DatagramSwitch(_socket, _tcp);
        _dtls = new DtlsContext(DtlsCertificate.Create(options.TimeProvider), options.SrtpProfiles);
        _session = new PeerSession(options.TimeProvider);
        var format = AudioFormat.Opus(OpusPayloadType, DigitPayloadType);
        format = format with { Features = options.Features with { MediaId = WebRtcClientOffer.Mid } };
        _session.Media.OpenAudio(format, options.Send, options.Receive, options.Encoder, options.Jitter);
        OfferSdp = WebRtcClientOffer.Write(
            new TransportDescription(_credentials, FingerprintSet.Of(_dtls.Fingerprint), "actpass"),
            MediaDirections.Of(options.Send, options.Receive),
            format,
            Sender?.Ssrc);
        _ = StopWhenClosedAsync();
    }

    /// <summary>The state changed; raised in order, never on the thread that carries packets.</summary>
    public event Action<PeerState>? StateChanged
    {
        add => _session.Life.Changed += value;
        remove => _session.Life.Changed -= value;
    }

    /// <summary>What to send to the server (WHIP, WHEP).</summary>
    public string OfferSdp { get; }

    /// <summary>Where the connection stands.</summary>
    public PeerState State => _session.Life.State;

    /// <summary>Why it is over; <see cref="CloseReason.None"/> before.</summary>
    public CloseReason CloseReason => _session.Life.CloseReason;

    /// <summary>Completes with the reason when the connection is over: the time to offer anew.</summary>
    public Task<CloseReason> Closed => _session.Life.Closed;

    /// <summary>What the server says; null when that was not offered.</summary>
    public AudioReceiver? Receiver => _session.Receiver;

    /// <summary>What the server is to hear; null when that was not offered.</summary>
    public AudioSender? Sender => _session.Sender;

    /// <summary>How the connection does.</summary>
    public PeerStatistics Statistics => _session.Statistics;

    /// <summary>Opens a socket and writes the offer.</summary>
    /// <param name="bind">The local address; null for any IPv4 address.</param>
    /// <param name="options">What to offer.</param>
    public static RtcClient Create(IPEndPoint? bind, RtcClientOptions options) =>
        new(bind ?? new IPEndPoint(IPAddress.Any, 0), options);

    /// <summary>Connects by the server's answer; sound flows when this completes.</summary>
    /// <exception cref="SdpException">The answer is malformed or does not fit the offer.</exception>
    /// <exception cref="PeerClosedException">No connection came about.</exception>
    public async Task ConnectAsync(string answerSdp, CancellationToken ct)
    {
        var answer = WebRtcAnswer.Read(answerSdp);
        if (answer.Format.PayloadType != OpusPayloadType)
            throw SdpException.Unsupported("The answer renumbers the payload types of the offer.");
        _session.Media.Agree(answer.Format);

        var candidates = answer.Candidates
            .Where(candidate => candidate.Transport == IceTransport.Udp && _options.Udp)
            .Select(candidate => TransportAddress.From(candidate.EndPoint))
            .Where(_socket.CanReach)
            .ToList();
        var streams = answer.Candidates
            .Where(candidate => candidate.Transport == IceTransport.Tcp && _options.Tcp)
            .Select(candidate => candidate.EndPoint)
            .ToList();
        if (candidates.Count + streams.Count == 0)
            throw SdpException.Unsupported("None of the server's addresses can be reached from this socket.");

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_ice is not null)
                throw new InvalidOperationException("A client connects once.");

            _session.Use(new SecureChannel(_dtls, answer.OurRole, answer.Transport.Fingerprints, SendToServer));
            _ice = new IceControllingAgent(
                _credentials, answer.Transport.Ice, candidates, _options.ConsentInterval, _network, _options.TimeProvider);
            var headStart = candidates.Count > 0 ? HeadStartOfUdp : TimeSpan.Zero;
            _running = Task.WhenAll(
                ReceiveAsync(_stopping.Token), TickAsync(_stopping.Token), DialAsync(streams, headStart, _stopping.Token));
        }

        await _session.Life.Connected.WaitAsync(ct);
    }

    /// <summary>
    /// Begins ICE anew in mid-call (RFC 8445, section 9), as after a change of networks. The keys stay, and sound goes on
    /// along the old path until a new one is found.
    /// </summary>
    /// <param name="patch">
    /// Sends a fragment to the session's address (PATCH with If-Match: *; RFC 9725, section 4.3.3) and returns the server's.
    /// </param>
    /// <exception cref="SdpException">The server's fragment is malformed.</exception>
    public async Task RestartIceAsync(Func<string, Task<string>> patch)
    {
        var ours = IceCredentials.Generate();
        var theirs = IceFragment.Read(await patch(IceFragment.WriteRestart(ours)))
            ?? throw SdpException.Malformed("The server's fragment brings no credentials.");
        lock (_gate)
            _ice = (_ice ?? throw new InvalidOperationException("The client is not connected.")).Restart(ours, theirs);
    }

    /// <summary>Says goodbye and closes the socket.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        _session.Close(CloseReason.ClosedHere);
        await _stopping.CancelAsync();
        await _running;
        _session.Media.Dispose();
        _socket.Dispose();
        _dtls.Dispose();
        _stopping.Dispose();
    }

    private void SendToServer(ReadOnlySpan<byte> datagram)
    {
        if (_ice?.Selected is { } path)
            _network.Send(datagram, path);
    }

    private void WithIce(Action<IceControllingAgent> action)
    {
        lock (_gate)
            action(_ice!);
    }

    private async Task DialAsync(IReadOnlyList<IPEndPoint> servers, TimeSpan headStart, CancellationToken ct)
    {
        await Task.Delay(headStart, _options.TimeProvider, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_ice!.Selected is null)
            await Task.WhenAll(servers.Select(server => _tcp.HoldAsync(server, ct)));
    }

    private async Task StopWhenClosedAsync()
    {
        await Closed;
        lock (_gate)
        {
            if (!_disposed)
                _stopping.Cancel();
        }
    }

    private async Task ReceiveAsync(CancellationToken ct)
    {
        var buffer = new byte[MaxDatagram];
        var from = new SocketAddress(_socket.LocalEndPoint.AddressFamily, NativeSocketAddress.LengthV6);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var length = await _socket.Socket.ReceiveFromAsync(buffer, SocketFlags.None, from, ct);
                var address = MemoryMarshal.Read<NativeSocketAddress>(from.Buffer.Span);
                Receive(buffer.AsSpan(0, length), TransportAddress.From(address));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Receive(Span<byte> datagram, TransportAddress from)
    {
        if (StunMessage.Looks(datagram))
            ReceiveCheck(datagram, from);
        else if (_ice?.Selected != from)
            return;
        else if (DtlsRecords.Looks(datagram))
            _session.ReceiveDtls(datagram);
        else
            _session.ReceiveMedia(datagram);
    }

    private void ReceiveCheck(ReadOnlySpan<byte> datagram, TransportAddress from)
    {
        if (!StunMessage.TryParse(datagram, out var message))
            return;

        if (message is { Class: StunClass.Request, Method: StunFormat.BindingMethod })
        {
            AnswerCheck(message, from);
            return;
        }

        lock (_gate)
            _ice!.Receive(message, from);
        if (_ice.Selected is not null)
            _session.BeginHandshake();
    }

    private void AnswerCheck(StunMessage request, TransportAddress from)
    {
        Span<byte> response = stackalloc byte[StunWriter.BufferLength];
        var length = _ice!.Answer(request, from, response);
        if (length > 0)
            _network.Send(response[..length], from);
    }

    private async Task TickAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TickInterval, _options.TimeProvider);
        var began = _options.TimeProvider.GetTimestamp();
        try
        {
            do
            {
                Tick(_options.TimeProvider.GetElapsedTime(began));
            }
            while (await timer.WaitForNextTickAsync(ct));
        }
        catch (OperationCanceledException)
        {
            // The connection is over.
        }
    }

    private void Tick(TimeSpan elapsed)
    {
        TimeSpan silence;
        lock (_gate)
        {
            _ice!.Tick();
            silence = _ice.Silence;
        }

        _tcp.Flush();

        if (State < PeerState.Connected && elapsed > _options.ConnectTimeout)
            _session.Close(CloseReason.ConnectTimeout);
        else if (State == PeerState.Connected && silence > _options.ConsentTimeout)
            _session.Close(CloseReason.ConsentExpired);
        else
            _session.Tick();
    }
}
