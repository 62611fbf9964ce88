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
    public Task<Accepted> BlockPerson(TalkId talkId, CommandId c, BlockTarget target)
    {
        var name = target.Voice is { } voice ? signals.Voice(talkId, voice)?.Name : null;
        return AskAsync(talkId, c, new BlockPerson(target with { Name = name }));
    }

    [Authorize(Policies.Moderate)]
    public Task<Accepted> UnblockPerson(TalkId talkId, CommandId c, long number) => AskAsync(talkId, c, new UnblockPerson(number));
}
