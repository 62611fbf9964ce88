using TalksPlatform.Broadcast.Slides;
using TalksPlatform.Broadcast.Stage;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Reading;

/// <summary>What is shown besides the sound, as pages read it.</summary>
internal sealed class StageReader(TalkDirectory talks, SlideStore store) : IStageReader
{
    public async Task<IReadOnlyList<HandoutView>> HandoutsAsync(TalkId talk, CancellationToken ct) =>
        await talks.TryFindAsync(talk, ct) is { State: var state } ? StageViewer.Handouts(state) : [];

    public async Task<PreparedTalk?> PreparedAsync(TalkId talk, CancellationToken ct)
    {
        if (await talks.TryFindAsync(talk, ct) is not { State: var state })
            return null;
        var ordered = store.OrdersOf(talk).Select(SlideOrder.Read).OfType<SlideOrder>().Where(order => !state.Slides.Has(order.Deck));
        var (stage, plan) = (StageViewer.Stage(state), StageViewer.Plan(state));
        return new PreparedTalk(
            stage,
            plan,
            [.. state.Slides.Decks.Select(StageViewer.Deck), .. ordered.Select(StageViewer.Deck)],
            PlanText.Write(plan.Cues),
            PlanText.Write(stage.People),
            [.. state.Polls.All.Values.OrderBy(poll => poll.Order).Select(poll => PollViews.Poll(poll, Viewer.Studio))]);
    }
}
