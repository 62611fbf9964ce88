using TalksPlatform.Rtc.Codecs;
using TalksPlatform.Rtc.Rtp;
using TalksPlatform.Rtc.Sdp;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// The voice of one call, from before it is answered to its end: what is offered and agreed, and the sound itself once
/// something is. On the loop.
/// </summary>
internal sealed class CallMedia(Switchboard board, AudioTerms terms, EncoderOptions encoder, SipHop neighbour) : IAsyncDisposable
{
    private readonly AudioNegotiation _negotiation = new(terms);
    private RtpPort? _port;
    private CallAudio? _audio;

    /// <summary>The far end put us on hold (true) or took us back (false).</summary>
    public event Action<bool>? HoldChanged;

    /// <summary>The sound; null before anything was agreed.</summary>
    public CallAudio? Audio => _audio;

    /// <summary>True once both sides agreed on a voice.</summary>
    public bool IsAgreed => _negotiation.Agreement is not null;

    /// <summary>True while an offer of ours is not answered.</summary>
    public bool OfferPending { get; private set; }

    /// <summary>True while the far end does not want to hear us.</summary>
    public bool OnHold { get; private set; }

    /// <summary>Takes a port; before that nothing can be described.</summary>
    /// <exception cref="SipCallException">503: there is none.</exception>
    public void Open()
    {
        if (_port is not null)
            return;
        _port = RtpPort.Open(board.Options);
        _negotiation.Local = _port.Advertised;
    }

    /// <summary>Makes the sound, where an offer of ours is answered only after it must be there.</summary>
    public CallAudio Begin()
    {
        Open();
        var format = _negotiation.Agreement?.Format ?? AudioCodecNames.FormatOf(terms.Codecs[0]);
        return _audio ??= new CallAudio(_port!, board.Media, format, encoder, board.Options.User, board.Options.Time);
    }

    /// <summary>Offers a voice, or the same again.</summary>
    public string Offer(MediaDirection? direction = null)
    {
        Open();
        OfferPending = true;
        return _negotiation.Offer(direction);
    }

    /// <summary>Our offer was refused, or nobody answered it.</summary>
    public void Withdraw() => OfferPending = false;

    /// <summary>Reads the answer to our offer, and puts it into use; false when it is malformed or agrees to nothing.</summary>
    public bool TryTakeAnswer(string sdp)
    {
        OfferPending = false;
        return board.Read(sdp, _negotiation.TakeAnswer) is { } agreement && Use(agreement);
    }

    /// <summary>Reads an offer; false when it is malformed or has nothing in common with us. Nothing is in use before the answer.</summary>
    public bool TryTakeOffer(string sdp) => board.Read(sdp, _negotiation.TakeOffer) is not null;

    /// <summary>Answers the offer that was taken last, and puts it into use.</summary>
    public string Answer()
    {
        Open();
        Use(_negotiation.Agreement!);
        return _negotiation.Answer();
    }

    public async ValueTask DisposeAsync()
    {
        if (_audio is not null)
            await _audio.DisposeAsync();
        else
            _port?.Dispose();
    }

    private bool Use(AudioAgreement agreement)
    {
        Begin().Change(agreement, neighbour.Address.Address);
        if (OnHold != agreement.Holds)
        {
            OnHold = agreement.Holds;
            HoldChanged?.Invoke(OnHold);
        }

        return true;
    }
}
