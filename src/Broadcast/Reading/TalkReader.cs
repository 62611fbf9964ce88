using TalksPlatform.Broadcast.Hubs;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Reading;

/// <summary>The live side as pages and the archive read it.</summary>
internal sealed class TalkReader(TalkDirectory talks, RoomDirectory rooms, TalkLog log) : ITalkReader
{
    public async Task<RoomView?> RoomAsync(TalkId talk, PersonId? viewer, CancellationToken ct) =>
        await talks.TryFindAsync(talk, ct) is { } session
            ? RoomViews.Room(session.State, new Viewer(viewer, SeesStudio: false), rooms.Of(session).Audience.Count)
            : null;

    public async Task<bool> MaySendSoundAsync(TalkId talk, PersonId person, CancellationToken ct) =>
        await talks.TryFindAsync(talk, ct) is { State.Hands: var hands } && hands.MaySend(person);

    public async Task<bool> TookOverAsync(TalkId talk, PersonId person, CancellationToken ct) =>
        await talks.TryFindAsync(talk, ct) is { State: var state } && state.TookOver(person);

    public async Task<TalkRecord?> RecordAsync(TalkId talk, CancellationToken ct)
    {
        if (await talks.TryFindAsync(talk, ct) is not { State: { LiveAt: { } liveAt } state } session)
            return null;

        var questions = state.Questions.All.Values
            .Where(question => question.State is not (QuestionState.Declined or QuestionState.Merged))
            .OrderBy(question => question.AnsweringAt ?? DateTimeOffset.MaxValue)
            .ThenByDescending(question => question.Votes)
            .ThenBy(question => question.Order);
        var polls = state.Polls.All.Values.Where(poll => poll.IsShown).OrderBy(poll => poll.OpenedAt);
        var peak = Math.Max(await log.PeakAsync(talk, ct), rooms.Of(session).Audience.Peak);

        return new TalkRecord(
            talk,
            liveAt,
            state.EndedAt,
            [.. questions.Select(question => RoomViews.Question(question, Viewer.Stranger))],
            [.. polls.Select(poll => PollViews.Poll(poll, Viewer.Stranger))],
            peak,
            [.. state.Slides.Showings.Select(showing => new SlideShowing(
                showing.At, showing.Slide is { } slide ? StageViewer.Slide(talk, slide) : null))]);
    }
}
