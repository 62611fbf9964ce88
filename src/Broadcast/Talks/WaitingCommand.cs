using System.Text.Json.Serialization;
using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>The answer to an accepted command. The state that it left behind is committed, unless it says otherwise.</summary>
/// <param name="Seq">The sequence number of its event; of a repeat, the first one's.</param>
/// <param name="Unsaved">It took effect in the mix and will be written as soon as that is possible.</param>
internal readonly record struct Accepted(
    long Seq, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Unsaved = false);

/// <summary>When a command took effect ahead of the log, and on which state.</summary>
internal readonly record struct Effect(TalkState On, DateTimeOffset At);

/// <summary>A command and whoever waits for its answer.</summary>
internal sealed record WaitingCommand(TalkCommand Command, Actor Actor, CommandId Id)
{
    // Callers go on elsewhere: the commit loop must not run their code.
    private readonly TaskCompletionSource<Accepted> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>It took effect already; null when it waits for the log.</summary>
    public Effect? Effect { get; init; }

    public Task<Accepted> Answer => _answer.Task;

    /// <summary>What follows from it now. What took effect on something that is over since has nothing left to do.</summary>
    public Decision DecideOn(TalkState talk, DateTimeOffset now) =>
        Effect is { } effect && Command.IsOutdated(effect.On, talk) ? Decision.AlreadySo : talk.Decide(Command, Actor, now);

    public void Accept(long seq, bool unsaved = false) => _answer.TrySetResult(new Accepted(seq, unsaved));

    public void Refuse(Fault fault, Exception? cause = null) => _answer.TrySetException(fault.AsException(cause));

    public void Fail(Exception defect) => _answer.TrySetException(defect);
}
