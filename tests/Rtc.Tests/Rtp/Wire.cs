using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Tests.Rtp;

/// <summary>A network in memory: what is sent waits until the test lets it arrive.</summary>
internal sealed class Wire : IRtpTransport
{
    /// <summary>What was sent and has not arrived.</summary>
    public List<byte[]> UnderWay { get; } = [];

    public void SendRtp(ReadOnlySpan<byte> packet) => UnderWay.Add(packet.ToArray());

    public void SendRtcp(ReadOnlySpan<byte> packet)
    {
    }

    /// <summary>Lets everything arrive at once.</summary>
    public void Deliver(AudioReceiver receiver)
    {
        foreach (var packet in UnderWay)
            receiver.Receive(packet);
        UnderWay.Clear();
    }
}
