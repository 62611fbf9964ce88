using System.Collections.Immutable;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Talks;

namespace TalksPlatform.Broadcast.Media.Outputs.Rtmp.Picture;

/// <summary>All that is written on the picture of a talk. Two that are equal look the same.</summary>
/// <param name="Series">Whose card it is.</param>
/// <param name="Title">The talk's.</param>
/// <param name="Clock">The hour where the station is, e.g. 20:15.</param>
/// <param name="Text">What it is about just now: a break's sentence, a question, a poll, a part of the rundown; or null.</param>
/// <param name="By">Who asks, or null.</param>
/// <param name="Named">Who speaks, as the screen names her, or null.</param>
internal sealed record PictureCard(string Series, string Title, string Clock, string? Text = null, string? By = null, string? Named = null)
{
    private static readonly TimeSpan PollShown = TimeSpan.FromMinutes(3);

    /// <summary>What can be chosen; empty where nothing is voted on.</summary>
    public ImmutableArray<PictureBar> Bars { get; init; } = [];

    public static PictureCard Of(TalkState talk, DateTimeOffset now)
    {
        var card = talk.Card!;
        var zone = card.Zone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? found : TimeZoneInfo.Utc;
        var blank = new PictureCard(card.SeriesTitle, card.Title, $"{TimeZoneInfo.ConvertTime(now, zone):HH:mm}")
        {
            Named = talk.Plan.Named is { } person ? (person.About is { } about ? $"{person.Name} · {about}" : person.Name) : null,
        };
        if (talk.Plan.Break is { } pause)
            return blank with { Text = pause };
        if (talk.Questions.Answering is { } answering && talk.Questions.Find(answering) is { Text: not "" } question)
            return blank with { Text = question.Text, By = question.Author };
        return PollOf(talk.Polls, now) is { } poll
            ? blank with { Text = poll.Paper.Text, Bars = BarsOf(poll) }
            : blank with { Text = talk.Plan.Current?.Title };
    }

    public bool Equals(PictureCard? other) => other is not null
        && (Series, Title, Clock, Text, By, Named) == (other.Series, other.Title, other.Clock, other.Text, other.By, other.Named)
        && Bars.SequenceEqual(other.Bars);

    public override int GetHashCode() => HashCode.Combine(Series, Title, Clock, Text, By, Named, Bars.Length);

    /// <summary>The poll that is open, or whose result was shown last and lately.</summary>
    private static Poll? PollOf(PollBook polls, DateTimeOffset now)
    {
        if (polls.Open is { } open)
            return polls.Find(open);
        return polls.All.Values.Where(poll => poll.IsShown && now - poll.ClosedAt < PollShown).MaxBy(poll => poll.ClosedAt);
    }

    private static ImmutableArray<PictureBar> BarsOf(Poll poll)
    {
        var total = Math.Max(1, poll.Rules.Kind is Contracts.PollKind.Multiple ? poll.Voters : poll.Tally.Sum());
        return [.. poll.Options.Select((option, i) => new PictureBar(
            option, poll.IsShown ? (int)Math.Round(100.0 * poll.Tally[i] / total, MidpointRounding.AwayFromZero) : null))];
    }
}

/// <summary>An option of a poll.</summary>
/// <param name="Percent">Its share; null while people vote.</param>
internal sealed record PictureBar(string Option, int? Percent);
