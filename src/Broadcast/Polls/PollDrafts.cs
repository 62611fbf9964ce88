using System.Security.Claims;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Gives a producer's forms to the talk's log, where drafts wait for their hour.</summary>
internal sealed class PollDrafts(TalkDirectory talks, PollTemplates templates) : IPollDrafts
{
    public async Task SaveAsync(TalkId talk, PollId poll, PollDraft draft, ClaimsPrincipal by, CancellationToken ct)
    {
        var session = await talks.FindAsync(talk, ct);
        var actor = session.State.ActorOf(by);
        if (draft.Cue is { } cue && !session.State.Plan.Cues.Exists(one => one.Id == cue))
            throw StageFaults.UnknownCue.AsException(); // before anything is written
        TalkCommand write = session.State.Polls.Find(poll) is null
            ? new CreatePoll(poll, draft.Text ?? "", draft.Options, draft.Rules)
            : new EditPoll(poll, draft.Text ?? "", draft.Options, draft.Rules);
        await session.AskAsync(write, actor, CommandId.New(), ct);
        await session.AskAsync(new TiePoll(poll, draft.Cue), actor, CommandId.New(), ct);
    }

    public async Task DeleteAsync(TalkId talk, PollId poll, ClaimsPrincipal by, CancellationToken ct)
    {
        var session = await talks.FindAsync(talk, ct);
        await session.AskAsync(new DeletePoll(poll), session.State.ActorOf(by), CommandId.New(), ct);
    }

    public async Task<IReadOnlyList<PollTemplateView>> TemplatesAsync(ClaimsPrincipal by, CancellationToken ct) =>
        [.. (await templates.OfAsync(Actor.From(by).Id, ct)).Select(one => new PollTemplateView(one.Id, one.Text, one.Options, one.Rules))];

    public Task KeepTemplateAsync(PollDraft draft, ClaimsPrincipal by, CancellationToken ct) =>
        BallotPaper.Refuse(draft.Text, draft.Options, draft.Rules, out var paper) is { } malformed
            ? throw malformed.AsException()
            : templates.KeepAsync(Actor.From(by).Id, paper, ct);
}
