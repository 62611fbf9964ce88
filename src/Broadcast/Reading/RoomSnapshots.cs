using System.Text.Json;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Reading;

/// <summary>
/// The rooms that people come into. All who have nothing of their own in it see the same one, which is written once for
/// each step of the talk: thousands may come in the same second. Thread-safe.
/// </summary>
internal sealed class RoomSnapshots(
    TalkSession session, TalkAudience audience, TimeProvider time, Func<PersonId, string?>? provinceOf = null)
{
    /// <summary>The count of people may be so old: whoever comes in is told of it anew.</summary>
    private static readonly TimeSpan OldestCount = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private WrittenRoom? _shared;
    private TalkState? _sharedOf;
    private int _sharedPeople;
    private long _sharedAt;

    /// <summary>The room as this viewer sees it: a <see cref="RoomView"/>, or one that was written already.</summary>
    public object For(Viewer viewer)
    {
        var talk = session.State;
        return viewer.SeesStudio || HasSomething(talk, viewer) ? RoomViews.Room(talk, viewer with { ProvinceOf = provinceOf }, audience.Count) : Shared(talk);
    }

    private static bool HasSomething(TalkState talk, Viewer viewer) => viewer.Person is { } person
        && (talk.Questions.Authors.ContainsKey(person)
            || talk.Polls.All.Values.Any(poll => poll.HasVoted(person))
            || PublicQuestions.Of(talk.Questions).Any(question => question.HasVoteOf(person)));

    private WrittenRoom Shared(TalkState talk)
    {
        var people = audience.Count;
        lock (_gate)
        {
            var counted = people == _sharedPeople || time.GetElapsedTime(_sharedAt) < OldestCount;
            if (_shared is not null && ReferenceEquals(_sharedOf, talk) && counted)
                return _shared;
            (_sharedOf, _sharedPeople, _sharedAt) = (talk, people, time.GetTimestamp());
            return _shared = new WrittenRoom(
                JsonSerializer.SerializeToUtf8Bytes(RoomViews.Room(talk, Viewer.Stranger, people), BroadcastJson.Hub));
        }
    }
}
