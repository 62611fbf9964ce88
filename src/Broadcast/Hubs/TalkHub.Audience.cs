using Microsoft.AspNetCore.Authorization;
using TalksPlatform.Broadcast.Audience;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

// Who may take part.
internal sealed partial class TalkHub
{
    [Authorize(Policies.Produce)]
    public Task<Accepted> FreezeRoom(TalkId talkId, CommandId c) => AskAsync(talkId, c, new FreezeRoom());

    [Authorize(Policies.Produce)]
    public Task<Accepted> ThawRoom(TalkId talkId, CommandId c) => AskAsync(talkId, c, new ThawRoom());

    [Authorize(Policies.Moderate)]
    public async Task<Accepted> BlockPerson(TalkId talkId, CommandId c, BlockTarget? target)
    {
        var talk = (await talks.FindAsync(talkId, Context.ConnectionAborted)).State;
        var pointed = target ?? new BlockTarget();
        var known = pointed with { Name = pointed.Voice is { } voice ? signals.Voice(talkId, voice)?.Name : null };
        var isOfStudio = known.In(talk) is { } found && doorkeeper.IsOfStudio(found.Person, talk);
        return await AskAsync(talkId, c, new BlockPerson(known, isOfStudio));
    }

    [Authorize(Policies.Moderate)]
    public Task<Accepted> UnblockPerson(TalkId talkId, CommandId c, long number) => AskAsync(talkId, c, new UnblockPerson(number));
}
