using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

/// <summary>
/// Shows people out who were blocked, on each node those who are connected there. It looks through all connections, which
/// is seldom and cheap; so those of ten thousand others need nothing for it. Thread-safe.
/// </summary>
internal sealed class Doorkeeper
{
    private readonly ConcurrentDictionary<string, HubCallerContext> _connections = new(StringComparer.Ordinal);

    public void Enter(HubCallerContext connection) => _connections[connection.ConnectionId] = connection;

    public void Leave(HubCallerContext connection) => _connections.TryRemove(connection.ConnectionId, out _);

    /// <summary>Watches the door of a talk.</summary>
    public IDisposable Watch(TalkSession session)
    {
        var host = session.State.Mix.CoHost;
        return session.Subscribe((talk, entries) =>
        {
            foreach (var blocked in entries.Select(entry => entry.Event).OfType<PersonBlocked>())
                ShowOut(blocked.Person, talk);

            // Whoever is not the host's substitute any more comes back as what she is.
            var before = Interlocked.Exchange(ref host, talk.Mix.CoHost);
            if (before is { PromotedAt: not null } && !talk.TookOver(before.Person))
                ShowOut(before.Person, talk);
        });
    }

    /// <summary>She is connected to this node, and is of this talk's studio.</summary>
    public bool IsOfStudio(PersonId person, TalkState talk) =>
        Of(person).Any(connection => ConnectedPerson.ActorIn(talk, connection).SeesStudio);

    private void ShowOut(PersonId person, TalkState talk)
    {
        foreach (var connection in Of(person).Where(connection => !ConnectedPerson.ActorIn(talk, connection).SeesStudio))
            connection.Abort();
    }

    private IEnumerable<HubCallerContext> Of(PersonId person) =>
        _connections.Values.Where(connection => ConnectedPerson.Find(connection)?.Actor.Id == person);
}
