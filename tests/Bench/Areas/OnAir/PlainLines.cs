using System.Net;
using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Media.Contributions;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Datagrams;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>Contributions of plain RTP at one socket: whoever sends first takes the next line, as calls do on theirs.</summary>
internal sealed class PlainLines : IDisposable
{
    private const int Burst = 64;
    private const int PatienceMilliseconds = 200;

    private readonly DatagramSocket _socket = new(new IPEndPoint(IPAddress.Loopback, 0), DatagramSocket.ManyPeers);
    private readonly Dictionary<TransportAddress, PlainLine> _known = [];
    private readonly PlainLine[] _lines;
    private readonly Thread _thread;
    private volatile bool _stopped;

    public PlainLines(int count)
    {
        _socket.Socket.ReceiveTimeout = PatienceMilliseconds;
        _lines = [.. Enumerable.Range(0, count).Select(_ => new PlainLine(_socket))];
        _thread = new Thread(Receive) { IsBackground = true };
        _thread.Start();
    }

    public int Port => _socket.LocalEndPoint.Port;

    public IReadOnlyList<PlainLine> All => _lines;

    public void Dispose()
    {
        _stopped = true;
        _thread.Join();
        _socket.Dispose();
        foreach (var line in _lines)
            line.Close();
    }

    private void Receive()
    {
        var batch = new DatagramBatch(Burst, RtpPacket.MaxLength);
        while (!_stopped)
        {
            if (!batch.Receive(_socket.Socket.SafeHandle))
                continue;
            for (var i = 0; i < batch.Count; i++)
            {
                var from = batch.From(i);
                if (!_known.TryGetValue(from, out var line) && _known.Count < _lines.Length)
                {
                    line = _lines[_known.Count];
                    line.Answer(from);
                    _known[from] = line;
                }
                line?.Take(batch[i]);
            }
        }
    }
}

/// <summary>One contributor of plain RTP.</summary>
internal sealed class PlainLine : IContribution, IRtpTransport
{
    private readonly DatagramSocket _socket;
    private readonly AudioSender _back;
    private readonly RtcpReporter _reporter;
    private TransportAddress? _far;

    public PlainLine(DatagramSocket socket)
    {
        _socket = socket;
        var format = AudioFormat.Opus(Talking.PayloadType);
        Receiver = new AudioReceiver(format);
        _back = new AudioSender(format, this, Talking.Settings);
        _reporter = new RtcpReporter(_back, Receiver, "line", TimeProvider.System);
    }

    public AudioReceiver Receiver { get; }

    public ContributionId Id { get; } = ContributionId.New();

    public string Name => "Line";

    public VoiceKind Kind => VoiceKind.Speaker;

    public bool Connected => true;

    public string? Digits => null;

    public int? Quality => null;

    public Task Ended { get; } = new TaskCompletionSource().Task;

    public bool TakesReturn => _far is not null;

    public AudioSender? SharedBack => _back;

    public void Answer(TransportAddress far) => _far = far;

    public void Take(ReadOnlySpan<byte> datagram)
    {
        if (datagram is [_, >= 192 and <= 223, ..]) // RFC 5761 §4
            _reporter.Receive(datagram);
        else
            Receiver.Receive(datagram);
    }

    public bool Read(Span<float> samples) => Receiver.Read(samples);

    public void SendReturn(ReadOnlySpan<float> samples) => _back.Send(samples);

    public void SendRtp(ReadOnlySpan<byte> packet)
    {
        if (_far is { } far)
            _socket.Send(packet, far);
    }

    public void SendRtcp(ReadOnlySpan<byte> packet)
    {
    }

    public void Close()
    {
        Receiver.Dispose();
        _back.Dispose();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
