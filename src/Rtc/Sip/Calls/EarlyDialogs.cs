using System.Globalization;

namespace TalksPlatform.Rtc.Sip;

/// <summary>The telephones that ring for one call of ours: a proxy may let several ring at once (forking). On the loop.</summary>
internal sealed class EarlyDialogs(Switchboard board, CallPlan plan)
{
    private const int MostForks = 32;
    private readonly Dictionary<string, Leg> _legs = [];

    /// <summary>The dialog with the telephone that a response is of; null for more telephones than can be.</summary>
    public Dialog? Of(SipRequest invite, SipResponse response)
    {
        var tag = response.To.Tag ?? "";
        if (!_legs.TryGetValue(tag, out var leg) && _legs.Count < MostForks)
            _legs[tag] = leg = new Leg(Dialog.Answered(invite, response, plan.Hop, board.Contact(plan.Hop, plan.From.User)));
        return leg?.Dialog;
    }

    /// <summary>The dialog with the telephone of that tag, while it rings.</summary>
    public Dialog? Find(string? tag) => _legs.GetValueOrDefault(tag ?? "")?.Dialog;

    /// <summary>Confirms a provisional response where it must be (RFC 3262 §4); false when it is a repeat or out of order.</summary>
    public bool TryConfirm(SipRequest invite, SipResponse response)
    {
        if (!response.Headers.Lists("Require", ReliableRinging.Extension)
            || !uint.TryParse(response.Headers["RSeq"], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return true;
        if (Of(invite, response) is not { } dialog)
            return false;
        var leg = _legs[response.To.Tag ?? ""];
        if (leg.LastReliable is { } last && number != last + 1)
            return false;
        leg.LastReliable = number;
        new DialogRequests(board, dialog, plan.Digest).Send(SipMethods.Prack, prack =>
            prack.Headers.Add("RAck", string.Create(CultureInfo.InvariantCulture, $"{number} {invite.CSeq}")));
        return true;
    }

    private sealed class Leg(Dialog dialog)
    {
        public Dialog Dialog => dialog;

        public uint? LastReliable { get; set; }
    }
}
