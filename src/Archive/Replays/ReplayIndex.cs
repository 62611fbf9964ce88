using TalksPlatform.Archive.Recordings;
using TalksPlatform.Contracts;

namespace TalksPlatform.Archive.Replays;

/// <summary>What can be looked up in a replay: its chapters, its questions with the places of their answers, its polls.</summary>
/// <param name="Chapters">By start; the first at 0.</param>
/// <param name="Questions">Those that were answered first, by their places.</param>
/// <param name="Polls">With their results.</param>
/// <param name="PeakPeople">The most that were connected at once.</param>
/// <param name="Slides">What was shown from when on, by place.</param>
internal sealed record ReplayIndex(
    IReadOnlyList<ReplayChapter> Chapters,
    IReadOnlyList<ReplayQuestion> Questions,
    IReadOnlyList<PollView> Polls,
    int PeakPeople,
    IReadOnlyList<ReplaySlide> Slides)
{
    /// <summary>Maps what a talk left behind onto its recording.</summary>
    /// <param name="record">The talk's record, or null when nothing was said in writing.</param>
    /// <param name="timeline">The recording.</param>
    /// <param name="title">The episode's title, which names the stretch before the first answer.</param>
    public static ReplayIndex Of(TalkRecord? record, RecordingTimeline timeline, string? title)
    {
        var questions = (record?.Questions ?? [])
            .Where(question => question.State is not (QuestionState.Asked or QuestionState.Declined)) // never shown to the public
            .Select(question => new ReplayQuestion(question, AnswerOf(question, timeline)))
            .OrderBy(question => question.AnswerAt ?? TimeSpan.MaxValue)
            .ThenByDescending(question => question.Question.Votes)
            .ToList();
        return new ReplayIndex(
            ChaptersOf(questions, title ?? "0:00"), questions, record?.Polls ?? [], record?.PeakPeople ?? 0,
            SlidesOf(record?.Slides ?? [], timeline));
    }

    // Where several changes are at one place (before the start, in a gap of the recording), the last one is what was seen.
    private static IReadOnlyList<ReplaySlide> SlidesOf(IReadOnlyList<SlideShowing> showings, RecordingTimeline timeline) =>
    [
        .. showings
            .Select(showing => new ReplaySlide(timeline.PositionOf(showing.At), showing.Slide))
            .GroupBy(slide => slide.StartsAt)
            .Select(place => place.Last())
            .Where(slide => slide.StartsAt < timeline.Duration),
    ];

    // An answer that fell whole into a gap of the recording, or past its end, is not to be heard.
    private static TimeSpan? AnswerOf(QuestionView question, RecordingTimeline timeline)
    {
        if (question.AnsweringAt is not { } began)
            return null;
        var from = timeline.PositionOf(began);
        var to = question.AnsweredAt is { } ended ? timeline.PositionOf(ended) : timeline.Duration;
        return from < to ? from : null;
    }

    // Two answers at one place: the first one's was cut by a gap, the later one is what is heard there.
    private static List<ReplayChapter> ChaptersOf(IEnumerable<ReplayQuestion> questions, string opening)
    {
        var chapters = questions
            .Where(question => question.AnswerAt is not null)
            .GroupBy(question => question.AnswerAt!.Value)
            .Select(place => new ReplayChapter(
                place.Key, PlainText.Line(place.MaxBy(question => question.Question.AnsweringAt)!.Question.Text)))
            .ToList();
        if (chapters is not [{ StartsAt.Ticks: 0 }, ..])
            chapters.Insert(0, new ReplayChapter(TimeSpan.Zero, PlainText.Line(opening)));
        return chapters;
    }
}
