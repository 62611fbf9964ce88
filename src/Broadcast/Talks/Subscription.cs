namespace TalksPlatform.Broadcast.Talks;

/// <summary>Ends what was subscribed to; once.</summary>
internal sealed class Subscription(Action end) : IDisposable
{
    private Action? _end = end;

    public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
}
