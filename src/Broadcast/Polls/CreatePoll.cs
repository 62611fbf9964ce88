using System.Collections.Immutable;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>Prepares a poll that only the studio sees.</summary>
internal sealed record CreatePoll(PollId Poll, string Text, IReadOnlyList<string> Options) : StudioCommand
{
    public override Decision Decide(TalkState talk, Actor actor, DateTimeOffset now)
    {
        if (talk.Over is { } over)
            return over;
        if (talk.Polls.Find(Poll) is not null)
            return PollFaults.Exists;
        if (talk.Polls.All.Count >= PollLimits.PerTalk)
            return PollFaults.TooMany;

        var text = PlainText.Clean(Text);
        if (text.Length == 0 || !PlainText.Fits(text, PollLimits.Text))
            return PollFaults.TextMissing;
        if (Options.Count is < PollLimits.FewestOptions or > PollLimits.MostOptions)
            return PollFaults.OptionsWrong;

        var options = Options.Select(PlainText.Clean).ToImmutableArray();
        var sound = options.All(option => option.Length > 0 && PlainText.Fits(option, PollLimits.Option))
            && options.Distinct(StringComparer.Ordinal).Count() == options.Length;
        return sound ? new PollCreated(Poll, text, options) : PollFaults.OptionsWrong;
    }
}

/// <summary>A poll was prepared.</summary>
internal sealed record PollCreated(PollId Poll, string Text, IReadOnlyList<string> Options) : TalkEvent
{
    public override RoomChange Change => RoomChange.StepOf(Poll);

    public override TalkState Apply(TalkState talk, Stamp stamp) =>
        talk with { Polls = talk.Polls.With(new Poll(Poll, stamp.Seq, Text, [.. Options])) };
}
