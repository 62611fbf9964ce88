using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit;

namespace TalksPlatform.Rtc.Tests.Sip;

[Collection(nameof(RealTime))]
public sealed class ManyCallsTests : IAsyncDisposable
{
    private const int Calls = 60;
    private static readonly AudioFormat Format = AudioFormat.Pcma(101);
    private static readonly byte[] Payload = new byte[160];

    private readonly MediaReceiver _network = new();
    private readonly List<CallAudio> _calls = [];
    private readonly List<RtpPort> _ports = [];
    private readonly float[] _frame = new float[VoiceFrame.Samples];

    public async ValueTask DisposeAsync()
    {
        foreach (var call in _calls)
            await call.DisposeAsync();
        _network.Dispose();
    }

    [Fact]
    public async Task Calls_take_no_thread_each_and_packets_no_memory()
    {
        var threads = Threads();
        Open(Calls);
        await SendAsync(frames: 50); // as many buffers as are ever under way

        var before = GC.GetTotalAllocatedBytes(precise: true);
        await SendAsync(frames: 50);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        (allocated / (50.0 * Calls)).ShouldBeLessThan(16); // this test's own waiting
        Threads().ShouldBeLessThan(threads + 10);
        _network.Faults.ShouldBe(0);
    }

    [Fact]
    public async Task Whatever_strangers_send_to_a_call_does_no_harm_and_is_not_heard()
    {
        Open(2);
        using var stranger = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var random = new Random(1);
        for (var i = 0; i < 3_000; i++)
        {
            var datagram = new byte[i == 0 ? 0 : random.Next(1, i % 100 == 0 ? 20_000 : 300)];
            random.NextBytes(datagram);
            if (datagram.Length > 1 && i % 2 == 0)
                (datagram[0], datagram[1]) = ((byte)(0x80 | (datagram[0] & 0x3F)), i % 4 == 0 ? (byte)8 : (byte)200);
            var port = _ports[0].Advertised.Port + (i % 3 == 0 ? 1 : 0);
            await stranger.SendAsync(datagram, new IPEndPoint(IPAddress.Loopback, port));
        }
        await Eventually.BecomesAsync(
            () => _ports[0] is { Rtp.Socket.Available: 0, Rtcp.Socket.Available: 0 }, "there is room for the neighbour's packets again");

        await SendAsync(frames: 20);

        _network.Faults.ShouldBe(0);
        _calls[0].Receiver.Statistics.Received.ShouldBe(20);
        _calls[0].Refused.ShouldBeGreaterThan(0);
    }

    /// <summary>Opens an even number of calls, each of which speaks with its neighbour.</summary>
    private void Open(int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            _ports.Add(RtpPort.Open(new SipOptions { Bind = new IPEndPoint(IPAddress.Loopback, 0) }));
            _calls.Add(new CallAudio(_ports[i], _network, Format, new EncoderOptions(), "test", TimeProvider.System));
        }

        for (var i = 0; i < calls; i++)
            _calls[i].Change(new AudioAgreement(Format, MediaDirection.SendRecv, _ports[i ^ 1].Advertised, null, null));
    }

    private async Task SendAsync(int frames)
    {
        for (var frame = 0; frame < frames; frame++)
        {
            var received = Received;
            foreach (var call in _calls)
                call.Sender.SendEncoded(Payload);
            await Eventually.BecomesAsync(() => Received >= received + _calls.Count, "each has heard its neighbour");
            foreach (var call in _calls)
                call.Receiver.Read(_frame);
        }
    }

    private long Received
    {
        get
        {
            var sum = 0L;
            foreach (var call in _calls)
                sum += call.Receiver.Statistics.Received;
            return sum;
        }
    }

    private static int Threads()
    {
        using var self = Process.GetCurrentProcess();
        return self.Threads.Count;
    }
}
