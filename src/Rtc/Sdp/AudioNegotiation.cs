using System.Net;
using System.Security.Cryptography;
using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;

namespace TalksPlatform.Rtc.Sdp;

/// <summary>
/// The offers and answers about one telephone call's voice, from its first to its last change (RFC 3264), with the keys of
/// its encryption (RFC 4568). Offers may bear several sections; one becomes the voice and the others are refused. One thread
/// at a time.
/// </summary>
/// <param name="terms">What we are ready to agree to.</param>
internal sealed class AudioNegotiation(AudioTerms terms)
{
    private readonly string _sessionId = RandomNumberGenerator.GetInt32(int.MaxValue).ToString("D", null);
    private IReadOnlyList<MediaDescription> _sections = []; // as last described by either side, ours and the refused ones
    private int _ours;
    private AudioDescription? _description;
    private AudioDescription? _answer;
    private string _written = "";
    private long _version;

    /// <summary>Where we receive; to be set before anything is written.</summary>
    public IPEndPoint Local { get; set; } = new(IPAddress.Any, 0);

    /// <summary>What holds at present; null before the first agreement.</summary>
    public AudioAgreement? Agreement { get; private set; }

    /// <summary>
    /// Writes an offer: of everything that we speak at first, later of what was agreed, word for word as before unless
    /// another direction is given.
    /// </summary>
    public string Offer(MediaDirection? direction = null)
    {
        _description ??= FirstOffer();
        if (direction is { } changed)
            _description = _description with { Direction = changed };
        return Write(_description);
    }

    /// <summary>Reads the far end's answer to our offer; a later one, from another telephone that rang, replaces an earlier.</summary>
    /// <returns>Null when it refuses the voice or answers with nothing that we offered.</returns>
    /// <exception cref="SdpException">It is malformed.</exception>
    public AudioAgreement? TakeAnswer(string sdp)
    {
        var offered = _description ?? throw new InvalidOperationException("There was no offer");
        var session = SessionDescription.Parse(sdp);
        if (session.Media.Count <= _ours)
            return null;

        var section = new AudioSection(session, session.Media[_ours]);
        var codecs = section.Codecs.Where(codec => offered.Formats.Any(format => format.Codec == codec));
        if (!section.IsVoice || section.Choose(codecs, terms.PacketMilliseconds) is not { } format)
            return null;

        var theirs = section.Keys.FirstOrDefault(key => OursFor(key, offered) is not null);
        if (theirs is null && (section.IsSecure || terms.Encryption == MediaEncryption.Required))
            return null;

        var keys = theirs is null ? null : new CallKeys(OursFor(theirs, offered)!, theirs);
        Agree(section, format, offered.Direction & section.Direction.Reversed(), keys);
        return Agreement;
    }

    /// <summary>Reads the far end's offer, the first or a change; <see cref="Answer"/> accepts it.</summary>
    /// <returns>Null when there is nothing in common; what was agreed before still holds.</returns>
    /// <exception cref="SdpException">It is malformed.</exception>
    public AudioAgreement? TakeOffer(string sdp)
    {
        var session = SessionDescription.Parse(sdp);
        var sections = session.Media.Select(media => new AudioSection(session, media)).ToList();
        var suited = sections.Where(IsSuited).ToList();
        var section = terms.Encryption == MediaEncryption.None
            ? suited.FirstOrDefault()
            : suited.Find(candidate => candidate.Keys.Any()) ?? suited.FirstOrDefault();
        if (section is null)
            return null;

        _ours = sections.IndexOf(section);
        _sections = [.. session.Media];
        var format = section.Choose(terms.Codecs, terms.PacketMilliseconds)!;
        var theirs = terms.Encryption == MediaEncryption.None ? null : Dearest(section.Keys);
        var keys = theirs is null ? null : new CallKeys(OurAnswerTo(theirs, format), theirs);
        Agree(section, format, section.Direction.Reversed(), keys);
        _answer = _description! with { TakesNoise = section.HasNoise && format.ClockRate == 8_000, SharesPort = section.SharesPort };
        return Agreement;
    }

    /// <summary>Writes our answer to the offer that was taken last.</summary>
    public string Answer() => Write(_answer ?? throw new InvalidOperationException("There was no offer"));

    private bool IsSuited(AudioSection section)
    {
        if (!section.IsVoice || section.Choose(terms.Codecs, terms.PacketMilliseconds) is null)
            return false;
        var canEncrypt = terms.Encryption != MediaEncryption.None && section.Keys.Any();
        return canEncrypt || !(section.IsSecure || terms.Encryption == MediaEncryption.Required);
    }

    private void Agree(AudioSection section, AudioFormat format, MediaDirection direction, CallKeys? keys)
    {
        Agreement = new AudioAgreement(format, direction, section.Voice, section.Control, keys) { SharesPort = section.SharesPort };
        _description = new AudioDescription(section.Protocol, [format], direction, keys is null ? [] : [keys.Ours])
        {
            SharesPort = section.SharesPort,
        };
    }

    private AudioDescription FirstOffer()
    {
        var formats = terms.Codecs.Select(AudioCodecNames.FormatOf).Select(format => format with
        {
            PacketMilliseconds = PacketTime.Choose(format, terms.PacketMilliseconds, null),
        });
        var protocol = terms.Encryption == MediaEncryption.Required ? AudioSection.SecureRtp : AudioSection.PlainRtp;
        var keys = terms.Encryption == MediaEncryption.None
            ? []
            : CryptoAttribute.Profiles.Select((profile, i) => CryptoAttribute.New(i + 1, profile));
        return new AudioDescription(protocol, [.. formats], MediaDirection.SendRecv, [.. keys]);
    }

    private static CryptoAttribute? OursFor(CryptoAttribute answered, AudioDescription offered) =>
        offered.Keys.FirstOrDefault(ours => ours.Tag == answered.Tag && ours.Profile == answered.Profile);

    private static CryptoAttribute? Dearest(IEnumerable<CryptoAttribute> offered) =>
        offered.MinBy(key => CryptoAttribute.Profiles.TakeWhile(profile => profile != key.Profile).Count());

    /// <summary>
    /// Our key stays as long as what it protects does: the far end need not change over in the middle of a word. Another
    /// clock is another stream, and gets a new one.
    /// </summary>
    private CryptoAttribute OurAnswerTo(CryptoAttribute theirs, AudioFormat format) =>
        Agreement is { Keys.Ours: { } ours } && ours.Profile == theirs.Profile && Agreement.Format.ClockRate == format.ClockRate
            ? ours with { Tag = theirs.Tag }
            : CryptoAttribute.New(theirs.Tag, theirs.Profile);

    private string Write(AudioDescription description)
    {
        var session = new SessionDescription
        {
            SessionId = _sessionId,
            OriginAddress = Local.Address,
            Connection = Local.Address,
        };
        var voice = description.ToMedia(Local);
        for (var i = 0; i < Math.Max(_sections.Count, 1); i++)
        {
            session.Media.Add(i == _ours
                ? voice
                : new MediaDescription(_sections[i].Kind, 0, _sections[i].Protocol, _sections[i].Formats));
        }

        // The version grows with every change and only then (RFC 3264, section 8).
        session.Version = _version;
        if (session.ToString() != _written)
            session.Version = ++_version;
        return _written = session.ToString();
    }
}
