using System.Collections.Concurrent;
using TalksPlatform.Broadcast.Media.Clock;

namespace TalksPlatform.Broadcast.Hubs.Fanout;

/// <summary>
/// Where rounds run: threads of their own that give way to all others. What is told to thousands takes a processor for a tenth
/// of a second; a vote that comes in meanwhile is handed from thread to thread, and would wait behind it at each.
/// </summary>
internal sealed class FanoutThreads : TaskScheduler, IDisposable
{
    private const int Niceness = 5;

    private readonly BlockingCollection<Task> _tasks = [];

    public FanoutThreads()
    {
        for (var number = 0; number < MaximumConcurrencyLevel; number++)
            new Thread(Run) { Name = $"fan-out {number}", IsBackground = true }.Start();
    }

    public override int MaximumConcurrencyLevel => Environment.ProcessorCount;

    /// <summary>No round begins any more.</summary>
    public void Dispose() => _tasks.CompleteAdding();

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _tasks];

    protected override void QueueTask(Task task)
    {
        try
        {
            _tasks.Add(task);
        }
        catch (InvalidOperationException) when (_tasks.IsAddingCompleted)
        {
            // The server ends; nobody is told any more.
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    private void Run()
    {
        if (OperatingSystem.IsLinux())
            _ = Libc.TrySetNiceness(Niceness);
        foreach (var task in _tasks.GetConsumingEnumerable())
            TryExecuteTask(task);
    }
}
