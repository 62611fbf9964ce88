using System.Collections.Immutable;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>What a voter finds before her: the question, what can be chosen, and by which rules.</summary>
/// <param name="Text">The question.</param>
/// <param name="Options">What can be chosen; a rating's steps from the lowest; empty where people write.</param>
/// <param name="Rules">How it is voted.</param>
internal sealed record BallotPaper(string Text, ImmutableArray<string> Options, PollRules Rules)
{
    /// <summary>The paper cleaned of what does not belong on it; a fault when it is none.</summary>
    public static Fault? Refuse(string? text, IReadOnlyList<string?> options, PollRules? rules, out BallotPaper paper)
    {
        var asked = PlainText.Clean(text);
        var choices = options.Select(PlainText.Clean).ToImmutableArray();
        rules ??= PollRules.Single;
        paper = new(asked, rules.Kind == PollKind.Text ? [] : choices, rules with
        {
            Most = rules.Kind == PollKind.Multiple ? rules.Most : null,
            Right = rules.Kind == PollKind.Quiz ? rules.Right : null,
        });

        if (!Enum.IsDefined(rules.Kind))
            return PollFaults.OtherKind;
        if (asked.Length == 0 || !PlainText.Fits(asked, PollLimits.Text))
            return PollFaults.TextMissing;
        if (rules.Seconds is < PollLimits.ShortestSeconds or > PollLimits.LongestSeconds)
            return PollFaults.TimeWrong;
        if (rules.Kind == PollKind.Text)
            return null;

        var count = choices.Length;
        if (count is < PollLimits.FewestOptions or > PollLimits.MostOptions
            || choices.Any(choice => choice.Length == 0 || !PlainText.Fits(choice, PollLimits.Option))
            || choices.Distinct(StringComparer.Ordinal).Count() != count)
            return PollFaults.OptionsWrong;
        if (paper.Rules.Most is { } most && (most < 1 || most > count))
            return PollFaults.MostWrong;
        return rules.Kind == PollKind.Quiz && !(rules.Right >= 0 && rules.Right < count) ? PollFaults.RightMissing : null;
    }
}
