using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Reading;

/// <summary>What the questions of a talk come to.</summary>
internal static class BoardViews
{
    public static BoardView Of(TalkState talk, Viewer viewer)
    {
        var all = talk.Questions.All.Values.ToList();
        return new BoardView(
            talk.Questions.Next,
            all.Count,
            all.Count(question => question.State == QuestionState.Answered),
            all.Count(question => question.State == QuestionState.Deferred),
            all.Count(question => question.State == QuestionState.Merged),
            [
                .. all.Where(question => question.State == QuestionState.Declined)
                    .CountBy(question => question.Why ?? DeclineReason.Other)
                    .OrderBy(declined => declined.Key)
                    .Select(declined => new DeclinedCount(declined.Key, declined.Value)),
            ],
            viewer.SeesStudio ? Fairness.Waiting([.. all.Where(question => RoomViews.IsShown(question, talk, viewer))], viewer.ProvinceOf) : null);
    }
}
