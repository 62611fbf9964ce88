using Microsoft.AspNetCore.Authorization;
using TalksPlatform.Broadcast.Crew;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

// What studio and speakers write to each other.
internal sealed partial class TalkHub
{
    [Authorize(Policies.Speak)]
    public Task<Accepted> WriteCrewNote(TalkId talkId, CommandId c, string text) => AskAsync(talkId, c, new WriteCrewNote(text));
}
