using System.Net;
using System.Net.Sockets;
using TalksPlatform.Rtc.Datagrams;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A pair of sockets for one call: RTP on an even port, RTCP on the next (RFC 3550 §11).</summary>
internal sealed class RtpPort : IDisposable
{
    /// <summary>Below the ports that the system gives away itself.</summary>
    private static readonly (int First, int Last) Usual = (16_384, 32_767);

    private RtpPort(DatagramSocket rtp, DatagramSocket rtcp, IPEndPoint advertised)
    {
        Rtp = rtp;
        Rtcp = rtcp;
        Advertised = advertised;
    }

    public DatagramSocket Rtp { get; }

    public DatagramSocket Rtcp { get; }

    /// <summary>Where the far end is told to send RTP to.</summary>
    public IPEndPoint Advertised { get; }

    /// <summary>Takes a free pair from the range.</summary>
    /// <exception cref="SipCallException">503: there is none.</exception>
    public static RtpPort Open(SipOptions options)
    {
        var (first, last) = options.RtpPorts ?? Usual;
        var lowest = (first + 1) / 2;
        var pairs = Math.Max(((last + 1) / 2) - lowest, 0);
        var start = Random.Shared.Next(pairs);
        for (var tried = 0; tried < pairs; tried++)
        {
            var port = (lowest + ((start + tried) % pairs)) * 2;
            if (TryBind(options.Bind.Address, port) is not { } rtp)
                continue;
            if (TryBind(options.Bind.Address, port + 1) is not { } rtcp)
            {
                rtp.Dispose();
                continue;
            }

            return new RtpPort(rtp, rtcp, new IPEndPoint(options.AdvertisedAddress ?? options.Bind.Address, port));
        }

        throw new SipCallException(503, "No free RTP port");
    }

    public void Dispose()
    {
        Rtp.Dispose();
        Rtcp.Dispose();
    }

    private static DatagramSocket? TryBind(IPAddress address, int port)
    {
        try
        {
            return new DatagramSocket(new IPEndPoint(address, port));
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
