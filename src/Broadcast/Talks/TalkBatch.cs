using TalksPlatform.Contracts;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>
/// Decides waiting commands one after the other, each against the state that those before it left. Nobody is answered
/// before <see cref="AnswerAll"/>, which comes after the commit.
/// </summary>
/// <param name="start">The state before all of them.</param>
/// <param name="answered">The commands that were answered before them, each with its line's stamp.</param>
/// <param name="now">When they are decided.</param>
internal sealed class TalkBatch(TalkState start, IReadOnlyDictionary<CommandId, Stamp> answered, DateTimeOffset now)
{
    private readonly Dictionary<CommandId, Stamp> _answeredHere = [];
    private readonly List<Action> _answers = [];
    private readonly List<LogEntry> _entries = [];
    private readonly List<IFact> _facts = [];

    /// <summary>The state after all that was decided so far.</summary>
    public TalkState State { get; private set; } = start;

    /// <summary>What must be appended for it.</summary>
    public IReadOnlyList<LogEntry> Entries => _entries;

    /// <summary>What other modules must be told.</summary>
    public IReadOnlyList<IFact> Facts => _facts;

    public void Decide(WaitingCommand waiting)
    {
        if (answered.TryGetValue(waiting.Id, out var before) || _answeredHere.TryGetValue(waiting.Id, out before))
        {
            if (before.By == waiting.Actor.Id)
                _answers.Add(() => waiting.Accept(before.Seq));
            else
                _answers.Add(() => waiting.Refuse(TalkFaults.CommandTaken));
            return;
        }

        try
        {
            DecideNew(waiting);
        }
        catch (Exception defect) // one command's defect is its own caller's, not the batch's
        {
            _answers.Add(() => waiting.Fail(defect));
        }
    }

    public void AnswerAll()
    {
        foreach (var answer in _answers)
            answer();
    }

    private void DecideNew(WaitingCommand waiting)
    {
        var at = waiting.Effect?.At ?? now;
        var decision = waiting.DecideOn(State, at);
        if (decision.Refusal is { } refusal)
        {
            _answers.Add(() => waiting.Refuse(refusal));
            return;
        }

        if (decision.Event is { } happened)
            Take(new LogEntry(new Stamp(State.Seq + 1, at, waiting.Actor.Id, waiting.Id), happened));
        var seq = State.Seq;
        _answers.Add(() => waiting.Accept(seq));
    }

    private void Take(LogEntry entry)
    {
        State = State.Apply(entry);
        _entries.Add(entry);
        _answeredHere.Add(entry.Stamp.Command, entry.Stamp);
        if (entry.Event.Fact(State, entry.Stamp) is { } fact)
            _facts.Add(fact);
    }
}
