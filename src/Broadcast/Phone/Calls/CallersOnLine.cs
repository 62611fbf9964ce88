using System.Collections.Concurrent;
using TalksPlatform.Contracts;
using TalksPlatform.Rtc.Sip;

namespace TalksPlatform.Broadcast.Phone.Calls;

/// <summary>Who is on the telephone just now, on this server. Thread-safe.</summary>
internal sealed class CallersOnLine
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<(TalkId Talk, PersonId Person), LinePlace> _places = new();

    /// <summary>
    /// Takes the line of a number that is free, so that nobody else is the same person; null when all are taken. Free is also
    /// one whose call was lost: whoever calls again is the one that she was.
    /// </summary>
    /// <param name="lines">Who a caller is by each line of her number.</param>
    public LinePlace? TryEnter(TalkId talk, IEnumerable<Caller> lines)
    {
        lock (_gate)
        {
            foreach (var caller in lines)
            {
                if (_places.TryGetValue((talk, caller.Person), out var taken) && !taken.IsLost)
                    continue;
                taken?.Cut();
                return _places[(talk, caller.Person)] = new LinePlace(talk, caller);
            }
        }
        return null;
    }

    public void Leave(LinePlace place) => _places.TryRemove(new((place.Talk, place.Caller.Person), place));

    public bool IsHere(TalkId talk, PersonId person) => _places.ContainsKey((talk, person));

    /// <summary>Somebody is on the telephone with this talk.</summary>
    public bool HasAny(TalkId talk) => _places.Keys.Any(place => place.Talk == talk);
}

/// <summary>One line behind a number, and who has it.</summary>
internal sealed class LinePlace(TalkId talk, Caller caller)
{
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(5);

    private volatile SipCall? _call;

    public TalkId Talk => talk;

    public Caller Caller => caller;

    /// <summary>Her call is over, or nothing has come of it for so long that she may well be the one who calls again.</summary>
    public bool IsLost => _call is { } call && (call.Ended.IsCompleted || (call.Silence > LostAfter && !call.OnHold));

    /// <summary>She is on the line by this call.</summary>
    public void Hold(SipCall call) => _call = call;

    /// <summary>Ends a call that was lost.</summary>
    public void Cut() => _ = _call?.HangUpAsync(CancellationToken.None);
}
