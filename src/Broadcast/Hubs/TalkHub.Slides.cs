using Microsoft.AspNetCore.Authorization;
using TalksPlatform.Broadcast.Slides;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Hubs;

// What is shown besides the sound.
internal sealed partial class TalkHub
{
    [Authorize(Policies.Produce)]
    public Task<Accepted> ShowSlide(TalkId talkId, CommandId c, SlideId? slideId) => AskAsync(talkId, c, new ShowSlide(slideId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> TakeCue(TalkId talkId, CommandId c, CueId cueId) => AskAsync(talkId, c, new TakeCue(cueId));

    [Authorize(Policies.Produce)]
    public Task<Accepted> ShowName(TalkId talkId, CommandId c, string? name) => AskAsync(talkId, c, new ShowName(name));

    [Authorize(Policies.Produce)]
    public Task<Accepted> TakeBreak(TalkId talkId, CommandId c, string? sentence) => AskAsync(talkId, c, new TakeBreak(sentence));
}
