using System.Collections.Immutable;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Polls;

/// <summary>
/// What people wrote in a poll of open text. The same words are one answer, whoever wrote them: they are moderated once,
/// and whoever writes them later is counted at once.
/// </summary>
/// <param name="ByVoter">What each voter wrote, as she wrote it.</param>
/// <param name="ByWords">The answers by <see cref="KeyOf"/>.</param>
/// <param name="Groups">What everybody is shown, in the order in which it was made.</param>
/// <param name="Tally">Voters a group.</param>
internal sealed record AnswerBook(
    ImmutableDictionary<PersonId, string> ByVoter,
    ImmutableDictionary<string, Answer> ByWords,
    ImmutableArray<string> Groups,
    ImmutableArray<int> Tally)
{
    public static readonly AnswerBook Empty =
        new(ImmutableDictionary<PersonId, string>.Empty, ImmutableDictionary<string, Answer>.Empty, [], []);

    /// <summary>What makes two answers the same: their words in any case.</summary>
    public static string KeyOf(string text) => text.ToUpperInvariant();

    public Answer? Find(string text) => ByWords.GetValueOrDefault(KeyOf(text));

    /// <summary>A group by its name in any case, as it is written.</summary>
    public string? Group(string name) =>
        Groups.FirstOrDefault(group => string.Equals(group, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A voter wrote, in the place of what she wrote before.</summary>
    public AnswerBook With(PersonId voter, string text, long seq)
    {
        var without = ByVoter.TryGetValue(voter, out var before) ? Add(before, -1, seq) : this;
        return without.Add(text, 1, seq) with { ByVoter = ByVoter.SetItem(voter, text) };
    }

    /// <summary>These words belong to a group from now on, or are not shown (null).</summary>
    public AnswerBook Sort(string text, string? group) => Find(text) is { } answer
        ? Regroup(ByWords.SetItem(KeyOf(text), answer with { Group = group is null ? null : Group(group) ?? group, Hidden = group is null }))
        : this;

    /// <summary>A group bears another name; when another group bears that one already, the two become one.</summary>
    public AnswerBook Rename(string from, string to)
    {
        var name = Group(to) is { } other && other != Group(from) ? other : to;
        var renamed = this with { Groups = [.. Groups.Select(group => group == from ? name : group).Distinct(StringComparer.Ordinal)] };
        return renamed.Regroup(ByWords.SetItems(
            ByWords.Where(pair => pair.Value.Group == from).Select(pair => KeyValuePair.Create(pair.Key, pair.Value with { Group = name }))));
    }

    private AnswerBook Add(string text, int voters, long seq)
    {
        var key = KeyOf(text);
        var answer = ByWords.GetValueOrDefault(key) ?? new Answer(text, seq, 0);
        answer = answer with { Voters = answer.Voters + voters };
        var isForgotten = answer is { Voters: 0, Group: null, Hidden: false };
        var place = answer.Group is { } group ? Groups.IndexOf(group) : -1;
        return this with
        {
            ByWords = isForgotten ? ByWords.Remove(key) : ByWords.SetItem(key, answer),
            Tally = place < 0 ? Tally : Tally.SetItem(place, Tally[place] + voters),
        };
    }

    /// <summary>Groups that nothing belongs to any more go; new ones come last.</summary>
    private AnswerBook Regroup(ImmutableDictionary<string, Answer> answers)
    {
        var voters = answers.Values.Where(answer => answer.Group is not null)
            .GroupBy(answer => answer.Group!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(answer => answer.Voters), StringComparer.Ordinal);
        ImmutableArray<string> groups = [.. Groups.Where(voters.ContainsKey).Union(voters.Keys, StringComparer.Ordinal)];
        return this with { ByWords = answers, Groups = groups, Tally = [.. groups.Select(group => voters[group])] };
    }
}

/// <summary>An answer: words that one voter or many wrote.</summary>
/// <param name="Text">As it was written first.</param>
/// <param name="Order">The sequence number at which that was.</param>
/// <param name="Voters">Who wrote it.</param>
/// <param name="Group">Where it is shown and counted; null while it waits, or when it is not shown.</param>
/// <param name="Hidden">A moderator decided not to show it.</param>
internal sealed record Answer(string Text, long Order, int Voters, string? Group = null, bool Hidden = false);
