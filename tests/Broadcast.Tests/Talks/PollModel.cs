using System.Globalization;
using TalksPlatform.Broadcast.Polls;
using TalksPlatform.Broadcast.Talks;
using TalksPlatform.Broadcast.Tests.Kit;
using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Tests.Talks;

/// <summary>Polls as a plain model: one of each kind, their states by name, what everybody said as text.</summary>
internal sealed class PollModel(Random random)
{
    private static readonly string[] Options = ["Tea", "Coffee", "Water"];

    private readonly (PollId Id, PollRules Rules)[] _polls =
    [
        (PollId.New(), new(PollKind.Single)),
        (PollId.New(), new(PollKind.Rating, MayChange: true)),
        (PollId.New(), new(PollKind.Multiple, Most: 2, MayChange: true)),
        (PollId.New(), new(PollKind.Ranking, Hidden: true)),
        (PollId.New(), new(PollKind.Text, MayChange: true)),
        (PollId.New(), new(PollKind.Quiz, Right: 1)),
    ];
    private readonly Dictionary<PollId, PollState> _states = [];
    private readonly Dictionary<(PollId, PersonId), string> _said = [];
    private readonly Dictionary<(PollId, string), string?> _sorted = [];

    /// <summary>A command, who gives it, and what must come of it: a refusal's code, a change, or nothing.</summary>
    public (TalkCommand Command, Actor Actor, string? Refusal, Action? Happens) Step(Actor voter)
    {
        var (poll, rules) = _polls[random.Next(_polls.Length)];
        var state = _states.TryGetValue(poll, out var known) ? known : (PollState?)null;
        return random.Next(10) switch
        {
            0 => (new CreatePoll(poll, "Well?", Options, rules), People.Host, state is null ? null : "poll.exists", () => _states[poll] = PollState.Draft),
            1 => (new EditPoll(poll, "Well?", Options, rules), People.Host, OnlyDraft(state), () => { }),
            2 when random.Next(4) == 0 => (new DeletePoll(poll), People.Host, OnlyDraft(state), () => _states.Remove(poll)),
            2 or 3 => (new OpenPoll(poll), People.Host, RefusalOfOpening(state, rules), state == PollState.Open ? null : () => Open(poll)),
            4 => (new ClosePoll(poll), People.Host, OnlySeen(state), state == PollState.Open ? () => _states[poll] = PollState.Closed : null),
            5 when random.Next(3) == 0 =>
                (new RevealPoll(poll), People.Host, OnlySeen(state), state == PollState.Revealed ? null : () => _states[poll] = PollState.Revealed),
            6 => Sorting(),
            _ => Voting(poll, rules, state, voter),
        };
    }

    /// <summary>The state says what the model says.</summary>
    public void ShouldBe(PollBook polls)
    {
        polls.All.Values.Select(poll => KeyValuePair.Create(poll.Id, poll.State)).ShouldBe(_states, ignoreOrder: true);
        polls.All.Values.SelectMany(Said).ShouldBe(_said, ignoreOrder: true);
        foreach (var (poll, _) in _polls.Where(poll => poll.Rules.Kind == PollKind.Text))
        {
            var shown = _said.Where(said => said.Key.Item1 == poll && _sorted.GetValueOrDefault((poll, said.Value)) is not null);
            (polls.Find(poll)?.Answers.Tally.Sum() ?? 0).ShouldBe(shown.Count());
        }
    }

    private (TalkCommand, Actor, string?, Action?) Voting(PollId poll, PollRules rules, PollState? state, Actor voter)
    {
        var (first, second) = (random.Next(3), random.Next(3));
        var (command, said, malformed) = rules.Kind switch
        {
            PollKind.Text => ((TalkCommand)new WriteAnswer(poll, Options[first]), Options[first], (string?)null),
            PollKind.Multiple or PollKind.Ranking => (new CastBallot(poll, [first, second]),
                rules.Kind == PollKind.Ranking ? $"{first} {second}" : $"{Math.Min(first, second)} {Math.Max(first, second)}",
                first == second ? "poll.no-such-option" : null),
            _ => (new CastVote(poll, first), first.ToString(CultureInfo.InvariantCulture), null),
        };
        var before = _said.GetValueOrDefault((poll, voter.Id));
        var refusal = state is null or PollState.Draft ? "poll.unknown"
            : malformed ?? (before == said ? null
            : before is not null && !rules.MayChange ? "poll.already-voted"
            : state == PollState.Open ? null : "poll.closed");
        return (command, voter, refusal, before == said ? null : () => _said[(poll, voter.Id)] = said);
    }

    private (TalkCommand, Actor, string?, Action?) Sorting()
    {
        var poll = _polls.Single(poll => poll.Rules.Kind == PollKind.Text).Id;
        var (text, group) = (Options[random.Next(3)], random.Next(2) == 0 ? "Drinks" : null);
        var isKnown = _said.Any(said => said.Key.Item1 == poll && said.Value == text) || _sorted.ContainsKey((poll, text));
        var isSo = _sorted.TryGetValue((poll, text), out var before) && before == group;
        var refusal = !_states.ContainsKey(poll) ? "poll.unknown" : isKnown ? null : "poll.answer-unknown";
        return (new SortAnswer(poll, text, group), People.Host, refusal, isSo ? null : () => _sorted[(poll, text)] = group);
    }

    private void Open(PollId poll)
    {
        foreach (var (open, _) in _states.Where(state => state.Value == PollState.Open).ToList())
            _states[open] = PollState.Closed;
        _states[poll] = PollState.Open;
    }

    private static string? OnlyDraft(PollState? state) => state is null ? "poll.unknown" : state == PollState.Draft ? null : "poll.no-draft";

    private static string? OnlySeen(PollState? state) => state is null ? "poll.unknown" : state == PollState.Draft ? "poll.not-open-yet" : null;

    private static string? RefusalOfOpening(PollState? state, PollRules rules) => state is null ? "poll.unknown"
        : state == PollState.Revealed && rules.Kind == PollKind.Quiz ? "poll.answer-known" : null;

    private static IEnumerable<KeyValuePair<(PollId, PersonId), string>> Said(Poll poll) => poll.Ballots
        .Select(ballot => KeyValuePair.Create((poll.Id, ballot.Key), string.Join(' ', ballot.Value.ToList())))
        .Concat(poll.Answers.ByVoter.Select(answer => KeyValuePair.Create((poll.Id, answer.Key), answer.Value)));
}
