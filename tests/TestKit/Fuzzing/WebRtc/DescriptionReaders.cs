using System.Net;
using System.Text;
using TalksPlatform.Rtc.Dtls;
using TalksPlatform.Rtc.Ice;
using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.TestKit.Fuzzing.WebRtc;

/// <summary>Readers of session descriptions and their pieces, as they come over HTTP.</summary>
internal static class DescriptionReaders
{
    private static readonly IReadOnlyList<IceCandidate> Here =
        IceCandidate.Hosts([IPAddress.Parse("192.0.2.1"), IPAddress.Parse("2001:db8::1")], 8189, 8189);

    private static readonly TransportDescription Transport = new(
        IceCredentials.Generate(), FingerprintSet.Of(DtlsCertificate.Create(TimeProvider.System).Fingerprint), "passive");

    /// <summary>What is accepted is answered too, and the answer has to be sound.</summary>
    public static bool Offer(ReadOnlySpan<byte> input)
    {
        WebRtcOffer offer;
        try
        {
            offer = WebRtcOffer.Read(Encoding.UTF8.GetString(input));
        }
        catch (SdpException)
        {
            return false;
        }

        SessionDescription.Parse(AnswerTo(offer));
        return true;
    }

    public static bool Answer(ReadOnlySpan<byte> input)
    {
        try
        {
            WebRtcAnswer.Read(Encoding.UTF8.GetString(input));
            return true;
        }
        catch (SdpException)
        {
            return false;
        }
    }

    public static bool Fragment(ReadOnlySpan<byte> input)
    {
        try
        {
            return IceFragment.Read(Encoding.UTF8.GetString(input)) is not null;
        }
        catch (SdpException)
        {
            return false;
        }
    }

    public static bool Candidate(ReadOnlySpan<byte> input) => IceCandidate.Parse(Encoding.UTF8.GetString(input)) is not null;

    public static IReadOnlyList<byte[]> Answers() =>
    [
        .. Captures.Descriptions("offer-")
            .Select(offer => Encoding.UTF8.GetBytes(AnswerTo(WebRtcOffer.Read(Encoding.UTF8.GetString(offer))))),
    ];

    /// <summary>Those of the browsers, and ours.</summary>
    public static IReadOnlyList<byte[]> Candidates() =>
    [
        .. Captures.Descriptions("offer-")
            .SelectMany(offer => Encoding.UTF8.GetString(offer).Split("\r\n"))
            .Where(line => line.StartsWith("a=candidate:", StringComparison.Ordinal))
            .Select(line => line["a=candidate:".Length..])
            .Concat(Here.Select(candidate => candidate.ToString()))
            .Select(Encoding.UTF8.GetBytes),
    ];

    private static string AnswerTo(WebRtcOffer offer) =>
        WebRtcAnswer.Write(
            offer, Transport, Here, AcceptedMedia.Audio(offer.Audio, MediaDirection.SendRecv, offer.Format, ssrc: 1));
}
