using System.Diagnostics;
using System.Globalization;
using TalksPlatform.Broadcast.Media.Clock;

namespace TalksPlatform.Broadcast.Media.Programme;

/// <summary>
/// The threads that make the returns of all talks, one a processor. Encoding is a hundred times the work of mixing, so it
/// happens here and not on the clock's thread. They look by themselves at intervals, for waking somebody costs the clock a
/// lock. While there is no talk they sleep.
/// </summary>
internal sealed class ReturnEngine : IDisposable
{
    private const int RaisedNiceness = -10;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(2);

    private readonly Lock _changes = new();
    private readonly ManualResetEventSlim _wanted = new();
    private readonly Thread[] _threads;
    private volatile Foldback[] _foldbacks = [];
    private volatile bool _stopped;

    public ReturnEngine() : this(Environment.ProcessorCount)
    {
    }

    /// <summary>Makes returns on so many threads.</summary>
    internal ReturnEngine(int workers)
    {
        _threads = [.. Enumerable.Range(0, workers).Select(number => new Thread(Run)
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"returns {number}"),
            IsBackground = true,
        })];
        foreach (var thread in _threads)
            thread.Start();
    }

    public void Attach(Foldback foldback)
    {
        lock (_changes)
        {
            _foldbacks = [.. _foldbacks, foldback];
            _wanted.Set();
        }
    }

    /// <summary>Nobody begins with a tick of it after this; one that has begun may still run.</summary>
    public void Detach(Foldback foldback)
    {
        lock (_changes)
        {
            _foldbacks = [.. _foldbacks.Where(other => other != foldback)];
            if (_foldbacks.Length == 0 && !_stopped)
                _wanted.Reset();
        }
    }

    public void Dispose()
    {
        lock (_changes)
        {
            _stopped = true;
            _wanted.Set();
        }
        foreach (var thread in _threads)
            thread.Join();
        _wanted.Dispose();
    }

    private void Run()
    {
        Libc.TrySetNiceness(RaisedNiceness);
        while (!_stopped)
        {
            _wanted.Wait();
            Libc.SleepUntil((Stopwatch.GetElapsedTime(0) + Interval).Ticks * TimeSpan.NanosecondsPerTick);
            foreach (var foldback in _foldbacks)
                foldback.Work();
        }
    }
}
