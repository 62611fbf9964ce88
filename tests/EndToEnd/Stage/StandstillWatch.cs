namespace TalksPlatform.EndToEnd.Stage;

/// <summary>How long this process stood still at the most, be it for its garbage or for the machine: what it sends stops for as long.</summary>
internal sealed class StandstillWatch : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    private readonly ManualResetEventSlim _over = new();
    private readonly Thread _watching;
    private long _longest;

    public StandstillWatch()
    {
        _watching = new Thread(Watch) { IsBackground = true, Name = "standstill" };
        _watching.Start();
    }

    public TimeSpan Longest => new(Interlocked.Read(ref _longest));

    public void Dispose()
    {
        _over.Set();
        _watching.Join();
        _over.Dispose();
    }

    private void Watch()
    {
        var time = TimeProvider.System;
        for (var last = time.GetTimestamp(); !_over.Wait(Beat);)
        {
            var late = time.GetElapsedTime(last) - Beat;
            last = time.GetTimestamp();
            if (late.Ticks > _longest)
                Interlocked.Exchange(ref _longest, late.Ticks);
        }
    }
}
