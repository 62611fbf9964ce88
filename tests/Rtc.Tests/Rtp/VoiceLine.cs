using System.Buffers.Binary;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.TestKit.Peers;

namespace TalksPlatform.Rtc.Tests.Rtp;

/// <summary>A sender and a receiver in time moved by hand: says a 1 kHz tone, or else, and keeps what is heard.</summary>
internal sealed class VoiceLine : IDisposable
{
    private readonly SteppedTime _time = new();
    private readonly float[] _frame = new float[VoiceFrame.Samples];
    private readonly SortedList<double, byte[]> _network = [];
    private double _sentAt;
    private double _readAt = 7; // the reader's tick falls between the sender's
    private long _said;
    private int _order;
    private int _inserted; // packets that are not the sender's
    private byte[] _last = [];

    public VoiceLine(AudioFormat format, EncoderOptions? options = null)
    {
        Sender = new AudioSender(format, Wire, options, _time);
        Receiver = new AudioReceiver(format, new JitterOptions { Time = _time });
    }

    public Wire Wire { get; } = new();

    public AudioSender Sender { get; }

    public AudioReceiver Receiver { get; }

    public List<float> Heard { get; } = [];

    public List<bool> Sounded { get; } = [];

    /// <summary>How long the n-th packet travels, in ms; null loses it.</summary>
    public Func<int, double?> Travel { get; set; } = _ => 10;

    /// <summary>Whether the network is a queue: nothing overtakes.</summary>
    public bool InOrder { get; set; }

    /// <summary>Whether the n-th packet arrives twice.</summary>
    public Func<int, bool> Doubled { get; set; } = _ => false;

    /// <summary>What the network makes of a packet before it is lost or delayed.</summary>
    public Func<byte[], byte[]> Rewrite { get; set; } = packet => packet;

    /// <summary>Whether lost packets are asked for; the questions travel as long as the packets.</summary>
    public bool AsksAgain { get; set; }

    /// <summary>What is said: 20 ms that begin at a sample.</summary>
    public Func<long, float[]> Says { get; set; } =
        begin => Tone.Make(1_000, -12, VoiceFrame.SampleRate, VoiceFrame.Samples, begin);

    /// <summary>Milliseconds between the sender's frames by our clock: not 20 when its clock is wrong.</summary>
    public double SenderInterval { get; set; } = 20;

    public void Run(double seconds, bool says = true)
    {
        var until = _time.Milliseconds + (seconds * 1000);
        while (true)
        {
            var arrival = _network.Count > 0 ? _network.Keys[0] : double.MaxValue;
            var next = Math.Min(arrival, Math.Min(_sentAt, _readAt));
            if (next > until)
                break;

            _time.MoveTo(next);
            if (next == arrival)
            {
                Receiver.Receive(_network.Values[0]);
                _network.RemoveAt(0);
                if (AsksAgain)
                    Ask();
            }
            else if (next == _sentAt)
            {
                _sentAt += SenderInterval;
                Say(says);
            }
            else
            {
                _readAt += 20;
                Sounded.Add(Receiver.Read(_frame));
                Heard.AddRange(_frame);
            }
        }

        _time.MoveTo(until);
    }

    /// <summary>The far end falls silent and describes its noise, as those do who detect speech (RFC 3389).</summary>
    public void SayNoise(byte level)
    {
        RtpPacket.TryParse(_last, out var last).ShouldBeTrue();
        var packet = new byte[RtpPacket.HeaderLength + 1];
        RtpPacket.WriteHeader(
            packet, 13, marker: false, (ushort)(last.SequenceNumber + 1), last.Timestamp + 160, last.Ssrc);
        packet[^1] = level;
        _inserted++;
        Arrive(10, packet);
    }

    /// <summary>The last second heard.</summary>
    public float[] LastSecond() => [.. Heard.TakeLast(VoiceFrame.SampleRate)];

    public void Dispose()
    {
        Sender.Dispose();
        Receiver.Dispose();
    }

    private void Say(bool says)
    {
        if (!says)
            return;
        Sender.Send(Says(_said));
        _said += VoiceFrame.Samples;
        SendAll(0);
    }

    private void Ask()
    {
        var numbers = new ushort[32];
        foreach (var number in numbers.AsSpan(0, Receiver.TakeLost(numbers)))
            Sender.Repeat(number);
        SendAll(Travel(_order) ?? 0);
    }

    private void SendAll(double later)
    {
        foreach (var packet in Wire.UnderWay.Select(Rewrite))
        {
            BinaryPrimitives.WriteUInt16BigEndian(
                packet.AsSpan(2), (ushort)(BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2)) + _inserted));
            _last = packet;
            var number = _order++;
            if (Travel(number) is not { } milliseconds)
                continue;
            Arrive(later + milliseconds, packet);
            if (Doubled(number))
                Arrive(later + milliseconds + 5, packet);
        }

        Wire.UnderWay.Clear();
    }

    private void Arrive(double milliseconds, byte[] packet)
    {
        var at = _time.Milliseconds + milliseconds;
        if (InOrder && _network.Count > 0)
            at = Math.Max(at, _network.Keys[^1]);
        while (!_network.TryAdd(at, packet))
            at += 1e-6; // in the order in which they were sent
    }
}
