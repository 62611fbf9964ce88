using System.Security.Claims;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Stage;

/// <summary>Gives a producer's rundown to the talk's log.</summary>
internal sealed class RundownDraft(TalkDirectory talks) : IRundownDraft
{
    public async Task SaveAsync(TalkId talk, string? cues, string? people, ClaimsPrincipal by, CancellationToken ct)
    {
        var session = await talks.FindAsync(talk, ct);
        await session.AskAsync(PlanText.Read(cues, people, session.State.Plan), session.State.ActorOf(by), CommandId.New(), ct);
    }
}
