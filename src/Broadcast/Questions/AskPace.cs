using System.Net;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation;

namespace TalksPlatform.Broadcast.Questions;

/// <summary>
/// How often one may ask. Each person has a bucket of her own, over all her connections. Carriers put whole provinces
/// behind one address, so only a network's newcomers share a bucket, because a new token costs nothing and a script can
/// have as many as it likes. Tokens grow old by waiting, so of one network only a share of a talk's questions waits
/// (<see cref="NetworkShares"/>); whoever has none waiting goes on whatever her neighbours do. Thread-safe.
/// </summary>
internal sealed class AskPace(TimeProvider time)
{
    /// <summary>So long somebody is new.</summary>
    private static readonly TimeSpan New = TimeSpan.FromMinutes(2);

    private readonly Paces<PersonId> _people = new(time, QuestionLimits.WaitingPerPerson, perSecond: 0.2);
    private readonly Paces<IPAddress> _newcomers = new(time, burst: 600, perSecond: 10);
    private readonly NetworkShares _shares = new(time);

    /// <summary>Takes one question's place. Her own that stands already is sent again: it takes none.</summary>
    /// <param name="talk">The talk.</param>
    /// <param name="question">The question.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="address">Where from; null by telephone.</param>
    /// <exception cref="Foundation.Faults.FaultException">question.too-fast: later; question.network-full: when some were read.</exception>
    public void Take(TalkState talk, QuestionId question, Actor actor, IPAddress? address)
    {
        if (actor.SeesStudio || talk.Questions.Find(question)?.By == actor.Id)
            return;
        if (!_people.TryTake(actor.Id) || (IsNew(actor.Id) && !_newcomers.TryTake(Networks.Of(address))))
            throw QuestionFaults.TooFast.AsException();
        if (address is not null && !_shares.TryTake(talk, question, actor.Id, Networks.Of(address)))
            throw QuestionFaults.NetworkFull.AsException();
    }

    /// <summary>The server made the id when the person came, and a UUIDv7 begins with its time in milliseconds.</summary>
    private bool IsNew(PersonId person)
    {
        var bytes = person.Value.ToByteArray(bigEndian: true);
        var made = bytes.AsSpan(0, 6).ToArray().Aggregate(0L, (sum, next) => (sum << 8) | next);
        return time.GetUtcNow().ToUnixTimeMilliseconds() - made < New.TotalMilliseconds;
    }
}
