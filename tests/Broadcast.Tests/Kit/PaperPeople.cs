using System.Collections.Concurrent;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Kit;

/// <summary>People who are all hosts, until somebody takes them out of the team.</summary>
internal sealed class PaperPeople : IPeopleReader
{
    private readonly ConcurrentDictionary<PersonId, bool> _gone = new();

    public void TakeOut(PersonId person) => _gone[person] = true;

    public Task<Role> RoleInAsync(PersonId person, TalkId talk, SeriesId series, CancellationToken ct) =>
        Task.FromResult(_gone.ContainsKey(person) ? Role.Attendee : Role.Host);
}
