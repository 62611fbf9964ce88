using System.Text;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Sdp;
using TalksPlatform.Rtc.Sip;
using TalksPlatform.TestKit.Sip;

namespace TalksPlatform.TestKit.Fuzzing.Sip;

/// <summary>All that reads what telephones, or those who pretend to be some, send us.</summary>
public static class SipTargets
{
    private static readonly AudioCodec[] Codecs =
        [AudioCodec.Opus, AudioCodec.G722, AudioCodec.Pcma, AudioCodec.Pcmu, AudioCodec.L16];

    /// <summary>New readers: of messages, of the addresses in them, and of the descriptions that they bear.</summary>
    public static IReadOnlyList<FuzzTarget> All() =>
    [
        new("SIP message", Messages(), ReadMessage, SipParser.MaxLength),
        new("SIP address", Addresses(), ReadAddress),
        new("SIP challenge", Challenges(), ReadChallenge),
        new("SDP of a call", Descriptions(), ReadOffer, MaxLength: 65_536),
        new("SDP of an answered call", Descriptions(), ReadAnswer, MaxLength: 65_536),
    ];

    /// <summary>What sipp, baresip and kamailio sent, and the torture messages.</summary>
    public static IReadOnlyList<byte[]> Messages() => [.. Captures.Descriptions("sip-"), .. TortureMessages.All.Values];

    private static List<SipMessage> Parsed() =>
    [
        .. Messages().Select(sample => SipParser.TryParse(sample, out var message, out _) ? message : null).OfType<SipMessage>(),
    ];

    private static List<byte[]> Addresses() =>
    [
        .. Parsed().SelectMany(message => (string[])["From", "To", "Contact", "Via"], (message, name) => message.Headers[name])
            .OfType<string>().Select(Encoding.UTF8.GetBytes),
    ];

    private static List<byte[]> Challenges() =>
    [
        .. Parsed().SelectMany(
                message => (string[])["WWW-Authenticate", "Proxy-Authenticate"], (message, name) => message.Headers[name])
            .OfType<string>().Select(Encoding.UTF8.GetBytes),
    ];

    private static List<byte[]> Descriptions() =>
        [.. Parsed().Select(message => message.Sdp).OfType<string>().Select(Encoding.UTF8.GetBytes)];

    /// <summary>Whatever is let through can be used, and what is refused can be answered.</summary>
    private static bool ReadMessage(ReadOnlySpan<byte> input)
    {
        if (!SipParser.TryParse(input, out var message, out _, out var refusal))
        {
            refusal?.Response.ToBytes();
            return false;
        }

        _ = (message.From, message.To, message.CSeq, message.TopVia, message.Contact, message.Sdp, message.CallId);
        message.ToBytes();
        if (message is SipRequest request)
            SipResponse.For(request, 400, localTag: "x").ToBytes();
        return true;
    }

    private static bool ReadAddress(ReadOnlySpan<byte> input)
    {
        var text = Encoding.UTF8.GetString(input);
        var isVia = SipVia.TryParse(text, out var via);
        var isAddress = SipAddress.TryParse(text, out var address);
        _ = (via?.ToString(), address?.ToString(), address?.Tag);
        return isVia || isAddress;
    }

    private static bool ReadChallenge(ReadOnlySpan<byte> input)
    {
        var request = new SipRequest(SipMethods.Options, "sip:a@b.example");
        var challenge = new SipResponse(401, "Unauthorized");
        challenge.Headers.Add("WWW-Authenticate", Encoding.UTF8.GetString(input));
        var client = new DigestClient(new SipCredentials("mali", "secret"));
        if (!client.TryTake(challenge, request))
            return false;
        client.Sign(request);
        return true;
    }

    private static bool ReadOffer(ReadOnlySpan<byte> input) => Negotiates(input, (negotiation, sdp) =>
    {
        var agreed = negotiation.TakeOffer(sdp);
        if (agreed is not null)
            negotiation.Answer();
        return agreed;
    });

    private static bool ReadAnswer(ReadOnlySpan<byte> input) => Negotiates(input, (negotiation, sdp) =>
    {
        negotiation.Offer();
        return negotiation.TakeAnswer(sdp);
    });

    private static bool Negotiates(ReadOnlySpan<byte> input, Func<AudioNegotiation, string, AudioAgreement?> read)
    {
        try
        {
            var negotiation = new AudioNegotiation(new AudioTerms(Codecs, MediaEncryption.Preferred));
            return read(negotiation, Encoding.UTF8.GetString(input)) is not null;
        }
        catch (SdpException)
        {
            return false;
        }
    }
}
