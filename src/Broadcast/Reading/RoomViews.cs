using TalksPlatform.Broadcast.Announcements;
using TalksPlatform.Broadcast.Hands;
using TalksPlatform.Broadcast.Questions;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Reading;

/// <summary>A talk's state as people may see it.</summary>
internal static class RoomViews
{
    /// <summary>The room as one viewer sees it.</summary>
    /// <param name="talk">An opened talk.</param>
    /// <param name="viewer">Whoever looks.</param>
    /// <param name="people">Who is connected now.</param>
    public static RoomView Room(TalkState talk, Viewer viewer, int people) => new(
        talk.Id,
        talk.Seq,
        talk.Phase,
        talk.Card!.Title,
        talk.Card.StartsAt,
        talk.LiveAt,
        talk.EndedAt,
        people,
        [.. Shown(talk, viewer).Select(question => Question(question, viewer))],
        [.. talk.Polls.All.Values.Where(poll => PollViews.IsShown(poll, viewer)).OrderBy(poll => poll.Order).Select(poll => PollViews.Poll(poll, viewer))],
        talk.Questions.AskingPaused,
        talk.Stage.Names,
        talk.Card.Rules,
        talk.Frozen,
        viewer.Person is { } person && talk.Blocked.Contains(person),
        viewer.SeesStudio ? talk.Blocked.Views : null,
        StageViewer.Stage(talk),
        viewer.SeesStudio ? StageViewer.Plan(talk) : null,
        BoardViews.Of(talk, viewer),
        Hands(talk.Hands, viewer),
        Notices(talk.Notices, viewer),
        viewer.SeesStudio ? MixViews.Of(talk) : null);

    /// <summary>The line is the studio's; everybody else knows her own place, and is told of it by herself.</summary>
    public static HandsView Hands(HandLine hands, Viewer viewer) => new(
        hands.Paused,
        viewer.SeesStudio ? [.. hands.Line.Select(hand => new HandView(hand.Person, hand.Name, hand.Note, hand.State, hand.RaisedAt, hand.Held, hand.ByPhone))] : null,
        viewer.SeesStudio
            ? [.. hands.Forms.OrderBy(form => form.Key.Value).Select(form => new ScreeningView(
                form.Key, form.Value.Name, form.Value.Place, form.Value.Topic, form.Value.Language))]
            : null);

    public static NoticesView Notices(NoticeBoard notices, Viewer viewer) => new(
        notices.Current is { } shown ? Announcement(shown) : null,
        viewer.SeesStudio ? [.. notices.Earlier.Select(Announcement)] : null);

    public static QuestionView Question(Question question, Viewer viewer)
    {
        var mine = question.By == viewer.Person;
        var seesAll = mine || viewer.SeesStudio;
        return new QuestionView(
            question.Id,
            question.Text,
            question.Author,
            question.State,
            question.Votes,
            mine,
            viewer.Person is { } person && question.HasVoteOf(person),
            question.Language,
            question.AskedAt,
            question.AnsweringAt,
            question.AnsweredAt,
            seesAll ? question.Reason : null,
            seesAll ? question.Why : null,
            question.Pinned,
            question.Original is not null,
            seesAll ? question.Original : null,
            question.Answer,
            seesAll ? question.MergedInto : null,
            question.Joined.IsEmpty ? null : question.Joined,
            viewer.SeesStudio ? new DeskNote(question.By, question.Labels, question.IsUnread, question.Recording is not null) : null);
    }

    /// <summary>The viewer's own questions, as only she sees all of them.</summary>
    public static IEnumerable<Question> Own(QuestionBoard board, Viewer viewer) =>
        viewer.Person is { } person ? board.By(person) : [];

    /// <summary>Attendees see what is public. The studio sees all but what waits of somebody who was blocked.</summary>
    public static bool IsShown(Question question, TalkState talk, Viewer viewer) => question.IsPublic
        || (viewer.SeesStudio && !(question.State == QuestionState.Asked && talk.Blocked.Contains(question.By)));

    private static AnnouncementView Announcement(Announcement it) => new(it.Order, it.Text, it.Link, it.At);

    private static IEnumerable<Question> Shown(TalkState talk, Viewer viewer)
    {
        var shown = viewer.SeesStudio
            ? talk.Questions.All.Values.Where(question => IsShown(question, talk, viewer))
            : PublicQuestions.Of(talk.Questions).Union(Own(talk.Questions, viewer));
        return shown.OrderBy(question => question.Order);
    }
}
