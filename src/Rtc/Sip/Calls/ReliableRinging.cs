using System.Globalization;

namespace TalksPlatform.Rtc.Sip;

/// <summary>
/// Provisional responses that the caller must confirm (100rel, RFC 3262), for callers who insist on it: one at a time,
/// repeated until its PRACK comes. On the loop.
/// </summary>
internal sealed class ReliableRinging(SipLoop loop, ServerTransaction invite)
{
    public const string Extension = "100rel";
    private readonly Queue<SipResponse> _waiting = new();
    private uint _number = (uint)Random.Shared.Next(1, int.MaxValue / 2);
    private Repeater? _repeater;

    /// <summary>True while the caller has not confirmed the last.</summary>
    public bool Pending => _repeater is not null;

    /// <summary>The caller confirmed nothing for 64·T1.</summary>
    public Action? Failed { get; set; }

    public static bool IsRequired(SipRequest request) => request.Headers.Lists("Require", Extension);

    /// <summary>Everything that was sent is confirmed.</summary>
    public Action? Confirmed { get; set; }

    /// <summary>Sends a response when the one before it is confirmed.</summary>
    public void Send(SipResponse response)
    {
        _waiting.Enqueue(response);
        if (!Pending)
            Next();
    }

    /// <summary>A PRACK came: 200, or 481 when it confirms nothing that we wait for.</summary>
    public void Receive(ServerTransaction prack)
    {
        if (!Awaits(prack.Request))
        {
            prack.Respond(481);
            return;
        }

        prack.Respond(200);
        Stop();
        Next();
        if (!Pending)
            Confirmed?.Invoke();
    }

    public void Stop()
    {
        _repeater?.Stop();
        _repeater = null;
    }

    private bool Awaits(SipRequest prack)
    {
        var parts = prack.Headers["RAck"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Pending && parts is [var number, var sequence, SipMethods.Invite]
            && number == _number.ToString(CultureInfo.InvariantCulture)
            && sequence == invite.Request.CSeq.Number.ToString(CultureInfo.InvariantCulture);
    }

    private void Next()
    {
        if (!_waiting.TryDequeue(out var next))
            return;
        next.Headers.Add("Require", Extension);
        next.Headers.Add("RSeq", (++_number).ToString(CultureInfo.InvariantCulture));
        invite.Respond(next);
        var isFirst = true;
        _repeater = new Repeater(loop, Repeat, () => Failed?.Invoke(), slowest: SipTimers.GiveUp);

        void Repeat()
        {
            if (!isFirst)
                invite.ReceiveAgain();
            isFirst = false;
        }
    }
}
