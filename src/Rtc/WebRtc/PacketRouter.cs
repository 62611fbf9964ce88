using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Stun;

namespace TalksPlatform.Rtc.WebRtc;

/// <summary>
/// Gives each datagram of the shared port to its peer (RFC 7983). Only connectivity checks are heard from strangers, and
/// only those that know a peer's password are answered.
/// </summary>
/// <remarks>
/// Sound of a peer whose address changed is dropped until its first check from there. Browsers send one every 2.5 seconds at
/// the latest, so the session lives on; to try packets of strangers against the keys of whoever they claim to be would let
/// them make us compute.
/// </remarks>
internal sealed class PacketRouter(PeerTable peers, HandshakeQueue handshakes, IDatagramSender network)
{
    private long _strays;

    /// <summary>Datagrams that belonged to nobody.</summary>
    public long Strays => Interlocked.Read(ref _strays);

    /// <summary>Called on receiving threads; may change the datagram.</summary>
    /// <returns>Whether it was a genuine connectivity check.</returns>
    public bool Route(Span<byte> datagram, TransportAddress from)
    {
        if (StunMessage.Looks(datagram))
            return AnswerCheck(datagram, from);

        if (peers.FindByAddress(from) is not { } peer)
            Interlocked.Increment(ref _strays);
        else if (DtlsRecords.Looks(datagram))
            handshakes.Post(peer, datagram);
        else
            peer.ReceiveMedia(datagram);
        return false;
    }

    private bool AnswerCheck(ReadOnlySpan<byte> datagram, TransportAddress from)
    {
        Span<byte> response = stackalloc byte[StunWriter.BufferLength];
        var length = 0;
        if (StunMessage.TryParse(datagram, out var request)
            && request is { Class: StunClass.Request, Method: StunFormat.BindingMethod }
            && request.TryGet(StunAttribute.Username, out var username)
            && peers.FindByUsername(username) is { } peer)
            length = peer.AnswerCheck(request, from, response);

        if (length > 0)
            network.Send(response[..length], from);
        else
            Interlocked.Increment(ref _strays);
        return length > 0;
    }
}
