using System.Net;
using System.Net.Sockets;
using TalksPlatform.Rtc.Datagrams;

namespace TalksPlatform.Rtc.Sip;

/// <summary>A pair of sockets for one call: RTP on an even port, RTCP on the next (RFC 3550 §11).</summary>
internal sealed class RtpPort : IDisposable
{
    private const int Attempts = 100;

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
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = options.RtpPorts is { } range
                ? Random.Shared.Next((range.First + 1) / 2, (range.Last + 1) / 2) * 2
                : Random.Shared.Next(16_384 / 2, 32_768 / 2) * 2; // below the ports that the system gives away itself
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
