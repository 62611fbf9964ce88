using TalksPlatform.Contracts;
using TalksPlatform.Foundation.Faults;

namespace TalksPlatform.Broadcast.Talks;

/// <summary>The answer to an accepted command. The state that it left behind is committed.</summary>
/// <param name="Seq">The sequence number of its event; of a repeat, the first one's.</param>
internal readonly record struct Accepted(long Seq);

/// <summary>A command and whoever waits for its answer.</summary>
internal sealed record WaitingCommand(TalkCommand Command, Actor Actor, CommandId Id)
{
    // Callers go on elsewhere: the commit loop must not run their code.
    private readonly TaskCompletionSource<Accepted> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Accepted> Answer => _answer.Task;

    public void Accept(long seq) => _answer.TrySetResult(new Accepted(seq));

    public void Refuse(Fault fault, Exception? cause = null) => _answer.TrySetException(fault.AsException(cause));

    public void Fail(Exception defect) => _answer.TrySetException(defect);
}
