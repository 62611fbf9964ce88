using System.Runtime.CompilerServices;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Reading;

/// <summary>
/// The public questions that a room begins with. A talk may have thousands, and a cheap phone on a bad line must not load
/// them all: it gets those that matter now, and every other one as soon as something happens to it.
/// </summary>
internal static class PublicQuestions
{
    private const int MostVoted = 100;
    private const int Newest = 50;
    private const int LatestDone = 50;

    // A thousand people who come at the same minute see the same board: chosen once for each.
    private static readonly ConditionalWeakTable<QuestionBoard, IReadOnlyList<Question>> Chosen = [];

    public static IReadOnlyList<Question> Of(QuestionBoard board) => Chosen.GetValue(board, Choose);

    private static IReadOnlyList<Question> Choose(QuestionBoard board)
    {
        var open = board.All.Values.Where(question => question.State is QuestionState.Approved or QuestionState.Next or QuestionState.Answering).ToList();
        var done = board.All.Values.Where(question => question.State is QuestionState.Answered or QuestionState.Deferred);
        return
        [
            .. open.OrderByDescending(question => question.Votes).Take(MostVoted)
                .Union(open.OrderByDescending(question => question.Order).Take(Newest))
                .Union(open.Where(question => question.Pinned || question.State is QuestionState.Next or QuestionState.Answering))
                .Union(done.OrderByDescending(question => question.AnsweredAt ?? question.AskedAt).Take(LatestDone)),
        ];
    }
}
