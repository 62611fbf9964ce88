using System.Net;
using System.Net.Sockets;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Bench.Areas.OnAir;

/// <summary>The far end of a line of plain RTP.</summary>
internal sealed class PlainPhone : IRtpTransport, IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Thread _thread;

    public PlainPhone(int port)
    {
        var format = AudioFormat.Opus(Talking.PayloadType);
        Receiver = new AudioReceiver(format);
        Sender = new AudioSender(format, this);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        Sender.Send(new float[VoiceFrame.Samples]); // tells where it is
        _thread = new Thread(Receive) { IsBackground = true };
        _thread.Start();
    }

    public AudioReceiver Receiver { get; }

    public AudioSender Sender { get; }

    public void SendRtp(ReadOnlySpan<byte> packet) => _socket.Send(packet);

    public void SendRtcp(ReadOnlySpan<byte> packet)
    {
    }

    public void Dispose()
    {
        _socket.Dispose(); // ends the thread
        _thread.Join();
        Receiver.Dispose();
        Sender.Dispose();
    }

    private void Receive()
    {
        var packet = new byte[RtpPacket.MaxLength];
        try
        {
            while (true)
                Receiver.Receive(packet.AsSpan(0, _socket.Receive(packet)));
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The bench is over.
        }
    }
}
